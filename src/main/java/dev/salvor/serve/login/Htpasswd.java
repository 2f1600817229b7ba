// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve.login;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.TextInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Users and the bcrypt hashes of their passwords, as {@code htpasswd -B} writes them. Its other hashes are no protection any more.
 *
 * @param hashes by user
 */
record Htpasswd(Map<String, String> hashes) {
    private static final Pattern BCRYPT = Pattern.compile("\\$2[abxy]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");
    /** Each step doubles the work, which anybody can ask for: 14 takes a second. */
    private static final int HIGHEST_COST = 14;
    /** Bcrypt takes no more of a password, its end included. */
    private static final int MOST_BYTES = 71;
    /** Of nobody's password, so that a user who does not exist takes as long. */
    private static final String NOBODY = "$2y$10$" + ".".repeat(53);

    Htpasswd {
        hashes = Map.copyOf(hashes);
    }

    /** @throws Failure.Source if it cannot be read, or has anything else */
    static Htpasswd read(Path file) {
        try {
            return parse(TextInput.lines(file), file);
        } catch (IOException e) {
            throw unusable(file, "it cannot be read: " + IoReason.of(e));
        }
    }

    private static Htpasswd parse(List<String> lines, Path file) {
        Map<String, String> hashes = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(':');
            Matcher hash = BCRYPT.matcher(line.substring(colon + 1));
            if (colon < 1 || !hash.matches()) {
                throw unusable(file, "line " + (i + 1) + " is no user with a bcrypt hash");
            }
            if (Integer.parseInt(hash.group(1)) > HIGHEST_COST) {
                throw unusable(
                        file,
                        "line " + (i + 1) + " has the cost " + hash.group(1) + ", which would let anybody keep this"
                                + " machine busy; " + HIGHEST_COST + " is the highest");
            }
            hashes.put(line.substring(0, colon), hash.group());
        }
        if (hashes.isEmpty()) {
            throw unusable(file, "it has no user");
        }
        return new Htpasswd(hashes);
    }

    /** Takes a while, on purpose. */
    boolean isRight(String user, String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        Optional<String> hash = Optional.ofNullable(hashes.get(user));
        boolean right = bytes.length <= MOST_BYTES
                && BCrypt.verifyer().verify(bytes, hash.orElse(NOBODY).getBytes(StandardCharsets.US_ASCII)).verified;
        return right && hash.isPresent();
    }

    private static Failure.Source unusable(Path file, String why) {
        return new Failure.Source(
                "the passwords in '" + file + "' cannot be used: " + why,
                "Make it so: htpasswd -B -c " + file + " USER");
    }
}
