extension Round {
    /// Whether a return can be recorded at a moment: not before the day on which the round opens.
    public func takesReturns(at moment: Instant) -> Bool {
        Instant(endOf: opened).secondsSince1970 - moment.secondsSince1970 < 86_400
    }
}
