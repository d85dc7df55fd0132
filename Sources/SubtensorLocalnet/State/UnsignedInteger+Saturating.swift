/// The arithmetic of the runtime: what passes a bound stays at it.
extension UnsignedInteger where Self: FixedWidthInteger {
    func saturatingAdding(_ other: Self) -> Self {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    func saturatingSubtracting(_ other: Self) -> Self { self > other ? self - other : 0 }
}
