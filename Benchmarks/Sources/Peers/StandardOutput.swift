import Foundation

/// Hands on what was printed: a pipe would keep it otherwise.
func fflushStandardOutput() { fflush(nil) }
