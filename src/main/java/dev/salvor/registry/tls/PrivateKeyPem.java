// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.tls;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a private key as openssl writes it. Java reads PKCS #8 only; what older versions of openssl write by default, RSA keys of
 * PKCS #1 (RFC 8017, A.1.2) and EC keys of SEC 1 (RFC 5915), is wrapped into it (RFC 5208).
 */
final class PrivateKeyPem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ((?:RSA |EC |)PRIVATE KEY)-----(.*?)-----END", Pattern.DOTALL);
    private static final HexFormat HEX = HexFormat.of();
    private static final String VERSION_0 = "020100";
    /** SEQUENCE { rsaEncryption, NULL }. */
    private static final String RSA = "300d06092a864886f70d0101010500";
    /** id-ecPublicKey, to be followed by the curve. */
    private static final String EC_PUBLIC_KEY = "06072a8648ce3d0201";

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    /** The curve in an EC key, [0] around its object identifier. */
    private static final int PARAMETERS = 0xa0;

    private PrivateKeyPem() {}

    /** @throws InvalidKeySpecException that says why, if there is no key that can be used */
    static PrivateKey parse(String pem) throws InvalidKeySpecException {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            boolean encrypted = pem.contains("ENCRYPTED");
            throw new InvalidKeySpecException(encrypted ? "it is encrypted" : "it has no private key in PEM form");
        }
        if (block.group(2).contains("ENCRYPTED")) {
            throw new InvalidKeySpecException("it is encrypted");
        }
        byte[] der = base64(block.group(2));
        return switch (block.group(1)) {
            case "RSA PRIVATE KEY" -> key(pkcs8(HEX.parseHex(RSA), der), "RSA");
            case "EC PRIVATE KEY" -> key(pkcs8(ecAlgorithm(der), der), "EC");
            default -> anyKey(der);
        };
    }

    private static byte[] base64(String text) throws InvalidKeySpecException {
        try {
            return Base64.getMimeDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySpecException("it is not base64", e);
        }
    }

    private static PrivateKey anyKey(byte[] pkcs8) throws InvalidKeySpecException {
        for (String algorithm : new String[] {"RSA", "EC"}) {
            try {
                return key(pkcs8, algorithm);
            } catch (InvalidKeySpecException e) {
                // it is of the next kind
            }
        }
        return key(pkcs8, "EdDSA");
    }

    private static PrivateKey key(byte[] pkcs8, String algorithm) throws InvalidKeySpecException {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform knows " + algorithm, e);
        }
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return der(SEQUENCE, join(HEX.parseHex(VERSION_0), algorithm, der(OCTET_STRING, key)));
    }

    private static byte[] ecAlgorithm(byte[] sec1) throws InvalidKeySpecException {
        for (int i = 0; i + 3 < sec1.length; i++) {
            int length = sec1[i + 1];
            boolean curve = (sec1[i] & 0xff) == PARAMETERS && sec1[i + 2] == 0x06 && sec1[i + 3] == length - 2;
            if (curve && i + 2 + length <= sec1.length) {
                byte[] oid = HEX.parseHex(HEX.formatHex(sec1, i + 2, i + 2 + length));
                return der(SEQUENCE, join(HEX.parseHex(EC_PUBLIC_KEY), oid));
            }
        }
        throw new InvalidKeySpecException("its EC key names no curve");
    }

    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            int bytes = content.length < 0x100 ? 1 : content.length < 0x10000 ? 2 : 3;
            out.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                out.write(content.length >> i * Byte.SIZE);
            }
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
