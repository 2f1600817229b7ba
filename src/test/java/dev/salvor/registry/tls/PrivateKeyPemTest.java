// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivateKeyPemTest {

    @ParameterizedTest
    @CsvSource({
        "RSA,2048,RSA PRIVATE KEY",
        "RSA,4096,RSA PRIVATE KEY",
        "EC,256,EC PRIVATE KEY",
        "EC,384,EC PRIVATE KEY",
        "EC,521,EC PRIVATE KEY"
    })
    void readsTheFormsOfOldOpenssl(String algorithm, int size, String block) throws Exception {
        PrivateKey key = key(algorithm, size);
        String pem = traditional(key);
        assertThat(pem).startsWith("-----BEGIN " + block);
        assertThat(secret(PrivateKeyPem.parse(pem))).isEqualTo(secret(key));
    }

    @ParameterizedTest
    @CsvSource({"RSA,2048", "EC,256", "Ed25519,255"})
    void readsPkcs8(String algorithm, int size) throws Exception {
        PrivateKey key = key(algorithm, size);
        assertThat(PrivateKeyPem.parse(pkcs8(key)).getEncoded()).isEqualTo(key.getEncoded());
    }

    @Test
    void textInFrontOfTheKeyIsNoKey() throws Exception {
        PrivateKey key = key("EC", 256);
        assertThat(secret(PrivateKeyPem.parse(
                        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
                                + traditional(key))))
                .isEqualTo(secret(key));
    }

    @Test
    void saysThatAKeyIsEncrypted() {
        String encrypted = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
        assertThatThrownBy(() -> PrivateKeyPem.parse(encrypted)).hasMessage("it is encrypted");
        String old = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----\n";
        assertThatThrownBy(() -> PrivateKeyPem.parse(old)).hasMessage("it is encrypted");
    }

    @Test
    void saysThatThereIsNoKey() {
        assertThatThrownBy(() -> PrivateKeyPem.parse("hello"))
                .isInstanceOf(InvalidKeySpecException.class)
                .hasMessage("it has no private key in PEM form");
        assertThatThrownBy(
                        () -> PrivateKeyPem.parse("-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----"))
                .hasMessage("its EC key names no curve");
    }

    private static PrivateKey key(String algorithm, int size) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair().getPrivate();
    }

    /** What makes the key: encodings differ in what they say besides. */
    private static BigInteger secret(PrivateKey key) {
        return key instanceof ECPrivateKey ec ? ec.getS() : ((RSAPrivateKey) key).getPrivateExponent();
    }

    private static String traditional(PrivateKey key) throws IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
        if (key instanceof ECPrivateKey ec) {
            int bits = ec.getParams().getOrder().bitLength();
            ASN1Encodable curve = info.getPrivateKeyAlgorithm().getParameters();
            return pem(
                    "EC PRIVATE KEY", new org.bouncycastle.asn1.sec.ECPrivateKey(bits, ec.getS(), curve).getEncoded());
        }
        return pem("RSA PRIVATE KEY", info.parsePrivateKey().toASN1Primitive().getEncoded());
    }

    private static String pkcs8(PrivateKey key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static String pem(String block, byte[] der) {
        return "-----BEGIN " + block + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + block
                + "-----\n";
    }
}
