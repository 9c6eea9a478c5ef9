/// A name as it is compared: lower case, "&" as "and", letters and digits only, so that "St. Helen's" and "st helens" agree.
public func comparable(_ name: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in name.replacing("&", with: " and ").lowercased().unicodeScalars
    where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        result.append(scalar)
    }
    return String(result)
}
