// `import BittensorPrimitives` brings what its signatures show: the shape of its errors.
@_exported public import SubstratePrimitives
