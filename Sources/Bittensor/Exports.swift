// `import Bittensor` brings the chain and the peers.
@_exported public import BittensorNetworking
@_exported public import SubtensorClient
