/// Places along a line, in descending order as segments from the base line upwards have them, moved so that neighbours are
/// at least so far apart and none lies outside.
func spread(_ places: [Double], apart: Double, from top: Double, to bottom: Double) -> [Double] {
    var result = places
    for index in result.indices {
        let highest = index == 0 ? bottom : result[index - 1] - apart
        result[index] = min(result[index], highest)
    }
    for index in result.indices.reversed() {
        let lowest = index == result.count - 1 ? top : result[index + 1] + apart
        result[index] = max(result[index], lowest)
    }
    return result
}
