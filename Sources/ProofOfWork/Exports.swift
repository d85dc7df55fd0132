// `import ProofOfWork` brings what its signatures show: hashes, accounts, block numbers.
@_exported public import SubstratePrimitives
