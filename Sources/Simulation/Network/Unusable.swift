import Provision

/// What can only go wrong by a mistake in this module: a name or date that the model does not take.
func required<Value>(_ value: Value?, _ what: String) throws(ModelFaults) -> Value {
    guard let value else { throw ModelFaults([ModelFault(.whole, "the simulation made an unusable \(what)")]) }
    return value
}

func identifier<Subject>(_ text: String) throws(ModelFaults) -> Identifier<Subject> {
    try required(Identifier(text), "id '\(text)'")
}
