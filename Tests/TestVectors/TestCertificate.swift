// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A self-signed certificate for `localhost`, good for a hundred years and for nothing but these tests.
///
/// Made by `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=localhost
/// -addext subjectAltName=DNS:localhost`.
public enum TestCertificate {
    public static let certificate = [UInt8](
        """
        -----BEGIN CERTIFICATE-----
        MIIBlDCCATugAwIBAgIUE6Akm2kZZlTqKo67SZet6vDNxIgwCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMDIzMTczM1oYDzIxMjYxMDI3
        MjMxNzMzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAATJYws8lG/p1KUE/f6d57ZXTWR2F+nCeM4sfgoYr9QFiJcjhKpwvPU8
        7L+9dmuTkLY8PfLne2RyIzok37CbMMABo2kwZzAdBgNVHQ4EFgQUE7LCoIYQyoZ0
        Gmd5+OO2RuaOYY0wHwYDVR0jBBgwFoAUE7LCoIYQyoZ0Gmd5+OO2RuaOYY0wDwYD
        VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
        RwAwRAIgOo4SrZuQ7s8bJddhmkimIyGonfp47tOSf5jbYpUxyfgCIGTRSu8oY0oZ
        SeG4i/zfPWympprW4SKsM/XRbgDwypC2
        -----END CERTIFICATE-----
        """.utf8)

    public static let key = [UInt8](
        """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgxifDq3PVI7eiAAZK
        +oPzywHm9pRT6KbXWh2vui5c9xuhRANCAATJYws8lG/p1KUE/f6d57ZXTWR2F+nC
        eM4sfgoYr9QFiJcjhKpwvPU87L+9dmuTkLY8PfLne2RyIzok37CbMMAB
        -----END PRIVATE KEY-----
        """.utf8)
}
