// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import TestVectors
import Testing

/// Known answers were made with Python's `hashlib` (BLAKE2b, SHA-2) and its package `blake3`, and for Keccak and XXH64 with
/// plain Python code that was checked against `hashlib.sha3_256` and against storage keys of a real chain.
@Suite struct HashingTests {
    /// Bytes 0, 1, … 250, 0, 1, …
    private static func message(_ count: Int) -> [UInt8] { (0..<count).map { UInt8($0 % 251) } }

    @Test(
        "Keccak-256 at the edges of its 136-byte blocks",
        arguments: [
            (0, "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
            (1, "bc36789e7a1e281436464229828f817d6612f7b477d66591ff96a9e064bcc98a"),
            (135, "cbdfd9dee5faad3818d6b06f95a219fd290b0e1706f6a82e5a595b9ce9faca62"),
            (136, "7ce759f1ab7f9ce437719970c26b0a66ff11fe3e38e17df89cf5d29c7d7f807e"),
            (137, "ac73d4fae68b8453f764007c1a20ce95994187861f0c3227a3a8e99a73a3b1db"),
            (271, "27eceb59ebc3dc8a04a5b135be641591a7278540e4556a2ba9f408194e666ec3"),
            (272, "8e2476e65823b24d96ebe239f2c1534cdf763e689e2410c3b1cb0c74e6177bfc"),
            (1000, "af692982e84a5a9688359025660a7857cd28ee7c8d867cfa1677baf2e6d1f63b"),
        ])
    func keccak256(count: Int, digest: String) {
        #expect(Hashing.keccak256(Self.message(count)).hexDigits == digest)
    }

    @Test(
        "BLAKE2b in three sizes at the edges of its 128-byte blocks",
        arguments: [
            (
                0, "cae66941d9efbd404e4d88758ea67670",
                "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
                "786a02f742015903c6c6fd852552d272912f4740e15847618a86e217f71f5419d25e1031afee585313896444934eb04b903a685b1448b755d56f701afe9be2ce"
            ),
            (
                1, "7025e075d5e2f6cde3cc051a31f07660",
                "03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314",
                "2fa3f686df876995167e7c2e5d74c4c7b6e48f8068fe0e44208344d480f7904c36963e44115fe3eb2a3ac8694c28bcb4f5a0f3276f2e79487d8219057a506e4b"
            ),
            (
                127, "28b1296c7d4807883de6ee4ec04dcc0a",
                "f2fe67ff342e21b8f45e8f2e0bcd1d9243245d50ee6c78042e9c491388791c72",
                "b6292669ccd38d5f01caae96ba272c76a879a45743afa0725d83b9ebb26665b731f1848c52f11972b6644f554c064fa90780dbbbf3a89d4fc31f67df3e5857ef"
            ),
            (
                128, "a74787004ef589e31149183900d0294a",
                "c3582f71ebb2be66fa5dd750f80baae97554f3b015663c8be377cfcb2488c1d1",
                "2319e3789c47e2daa5fe807f61bec2a1a6537fa03f19ff32e87eecbfd64b7e0e8ccff439ac333b040f19b0c4ddd11a61e24ac1fe0f10a039806c5dcc0da3d115"
            ),
            (
                129, "aaf1b0371f6d4ee49ee4fb5ddd9c49ef",
                "f7f3c46ba2564ff4c4c162da1f5b605f9f1c4aa6a20652a9f9a337c1a2f5b9c9",
                "f59711d44a031d5f97a9413c065d1e614c417ede998590325f49bad2fd444d3e4418be19aec4e11449ac1a57207898bc57d76a1bcf3566292c20c683a5c4648f"
            ),
        ])
    func blake2b(count: Int, short: String, middle: String, long: String) {
        #expect(Hashing.blake2b128(Self.message(count)).hexDigits == short)
        #expect(Hashing.blake2b256(Self.message(count)).hexDigits == middle)
        #expect(Hashing.blake2b512(Self.message(count)).hexDigits == long)
    }

    @Test(
        "SHA-256 at the edges of its 64-byte blocks",
        arguments: [
            (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
            (127, "92ca0fa6651ee2f97b884b7246a562fa71250fedefe5ebf270d31c546bfea976"),
            (128, "471fb943aa23c511f6f72f8d1652d9c880cfa392ad80503120547703e56a2be5"),
            (129, "5099c6a56203f9687f7d33f4bfdf576d31dc91f6b695ecea38b2770c87631135"),
            (55, "463eb28e72f82e0a96c0a4cc53690c571281131f672aa229e0d45ae59b598b59"),
            (56, "da2ae4d6b36748f2a318f23e7ab1dfdf45acdc9d049bd80e59de82a60895f562"),
            (63, "29af2686fd53374a36b0846694cc342177e428d1647515f078784d69cdb9e488"),
            (64, "fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108"),
            (65, "4bfd2c8b6f1eec7a2afeb48b934ee4b2694182027e6d0fc075074f2fabb31781"),
            (119, "da18797ed7c3a777f0847f429724a2d8cd5138e6ed2895c3fa1a6d39d18f7ec6"),
            (120, "f52b23db1fbb6ded89ef42a23ce0c8922c45f25c50b568a93bf1c075420bbb7c"),
        ])
    func sha256(count: Int, digest: String) {
        #expect(Hashing.sha256(Self.message(count)).hexDigits == digest)
    }

    @Test(
        "BLAKE3 at the edges of its 64-byte blocks, its 1024-byte chunks and its trees of them",
        arguments: [
            (0, "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"),
            (1, "2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213"),
            (63, "e9bc37a594daad83be9470df7f7b3798297c3d834ce80ba85d6e207627b7db7b"),
            (64, "4eed7141ea4a5cd4b788606bd23f46e212af9cacebacdc7d1f4c6dc7f2511b98"),
            (65, "de1e5fa0be70df6d2be8fffd0e99ceaa8eb6e8c93a63f2d8d1c30ecb6b263dee"),
            (1023, "10108970eeda3eb932baac1428c7a2163b0e924c9a9e25b35bba72b28f70bd11"),
            (1024, "42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7"),
            (1025, "d00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444"),
            (2048, "e776b6028c7cd22a4d0ba182a8bf62205d2ef576467e838ed6f2529b85fba24a"),
            (2049, "5f4d72f40d7a5f82b15ca2b2e44b1de3c2ef86c426c95c1af0b6879522563030"),
            (3072, "b98cb0ff3623be03326b373de6b9095218513e64f1ee2edd2525c7ad1e5cffd2"),
            (3073, "7124b49501012f81cc7f11ca069ec9226cecb8a2c850cfe644e327d22d3e1cd3"),
            (4096, "015094013f57a5277b59d8475c0501042c0b642e531b0a1c8f58d2163229e969"),
            (5121, "628bd2cb2004694adaab7bbd778a25df25c47b9d4155a55f8fbd79f2fe154cff"),
            (31744, "62b6960e1a44bcc1eb1a611a8d6235b6b4b78f32e7abc4fb4c6cdcce94895c47"),
        ])
    func blake3(count: Int, digest: String) {
        #expect(Hashing.blake3(Self.message(count)).hexDigits == digest)
    }

    @Test(
        "XXH64 with one, two and four seeds",
        arguments: [
            (0, "99e9d85137db46ef4bbea33613baafd56f963c64b1f3685a4eb4abd67ff6203a"),
            (1, "682705db4aa834e95124eef6c71719772dde12a78da5a8d714ac0f1ccc690fab"),
            (31, "e18e4d9bb5d246c3fc7d97651d0331f03d9e6480dd3996582837fddcad785bd1"),
            (32, "b432ff16519cf5cb94ba9dce66674ed7b8637f03e2a77ddb375c135bbcc9f18f"),
            (33, "ad8efbca1a5d530c99fe10425f8271a352bd61a26d70589aac039a2967352672"),
            (100, "9765163280e5c16a23708a09a2a3193d44c1d7fcf25cd859033ed69339cbc25d"),
        ])
    func twox(count: Int, digest: String) {
        #expect(Hashing.twox256(Self.message(count)).hexDigits == digest)
        #expect(Hashing.twox128(Self.message(count)).hexDigits == digest.prefix(32))
        #expect(Hashing.twox64(Self.message(count)).hexDigits == digest.prefix(16))
    }

    @Test(
        "storage keys of a real chain begin with the hashes of pallet and item",
        arguments: VectorFile("storage_keys.json").cases("groups"))
    func storagePrefixes(group: Vector) {
        for named in group["named"].cases {
            let prefix = ["pallet", "item"].flatMap { Hashing.twox128(Array(named[$0].string.utf8)) }
            #expect(named["key"].bytes.starts(with: prefix))
        }
    }
}
