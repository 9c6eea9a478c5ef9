extension Return {
    /// Ratings that leave a gap and say neither why nor on what evidence: what a network asks for before it takes a return.
    ///
    /// - Parameter known: ratings that stand on record: repeating one asks for nothing.
    public func missingReasons(framework: Framework, known: [Rating] = []) -> [ModelFault] {
        ratings.enumerated().compactMap { index, rating in
            guard case .level(let code) = rating.value,
                let level = framework.scale.level(coded: code),
                !level.closesGap, rating.carriedFrom == nil, rating.causes.isEmpty, rating.evidence.isEmpty,
                !known.contains(where: { $0.service == rating.service && $0.value == rating.value })
            else { return nil }
            let name = framework.serviceType(rating.service)?.name ?? rating.service.text
            return ModelFault(
                .init(.rating, index),
                "\(name) is rated \(code) without a reason",
                mend: "say why as evidence, or name a cause: \(framework.causes.map(\.id.text).joined(separator: ", "))"
            )
        }
    }
}
