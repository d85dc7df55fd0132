// `import Bittensor` brings what its signatures show: wallets, keys, puzzles, accounts, and the peers' classes.
@_exported public import BittensorNetworking
@_exported public import BittensorWallet
@_exported public import ProofOfWork
@_exported public import SubstrateKeys
@_exported public import SubstratePrimitives
