// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve.login;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.concurrent.RecentlyUsed;
import dev.salvor.content.WatchedFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Who may pull, by an htpasswd file that is read again when it changes. To check a password costs a tenth of a second: what was checked is
 * remembered for a while, right or wrong, and no more than half of the processors are ever busy with it.
 */
public final class Logins {
    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final int MOST = 10_000;
    private static final int PATIENCE_SECONDS = 5;
    private static final String BASIC = "Basic ";

    private final Path file;
    private final Consumer<String> warnings;
    private final InstantSource clock;
    private final WatchedFiles watched;
    private final Semaphore checks =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    /** What was checked, by a hash that is of no use elsewhere. */
    private final Map<ByteBuffer, Checked> checked = new RecentlyUsed<>(MOST);

    private final byte[] salt = new byte[32];
    private volatile Htpasswd passwords;

    private record Checked(boolean right, Instant until) {}

    /** What came of a login. */
    public sealed interface Result {
        record Known(String user) implements Result {}

        /** Wrong, or there is none. */
        record Unknown() implements Result {}

        /** Too many are being checked. */
        record Busy() implements Result {}
    }

    /**
     * @param warnings hears why a newer file cannot be used
     * @throws Failure.Source if it cannot be used
     */
    public Logins(Path file, Consumer<String> warnings, InstantSource clock) {
        this.file = file;
        this.warnings = warnings;
        this.clock = clock;
        this.watched = new WatchedFiles(file);
        this.passwords = Htpasswd.read(file);
        new SecureRandom().nextBytes(salt);
        refresh();
    }

    /** Looks whether there is a newer file; if that cannot be used, it stays as it is. */
    public void refresh() {
        try {
            if (watched.haveChanged()) {
                Htpasswd newer = Htpasswd.read(file);
                synchronized (checked) {
                    passwords = newer;
                    checked.clear();
                }
            }
        } catch (IOException e) {
            warnings.accept(file + ": " + IoReason.of(e) + "; the passwords stay as they were");
        } catch (Failure.Source e) {
            warnings.accept(e.getMessage() + "; the passwords stay as they were");
        }
    }

    /** @param authorization the header as it was sent */
    public Result check(Optional<String> authorization) {
        Optional<String> credentials = authorization
                .filter(header -> header.regionMatches(true, 0, BASIC, 0, BASIC.length()))
                .flatMap(header -> decoded(header.substring(BASIC.length()).strip()))
                .filter(pair -> pair.indexOf(':') > 0);
        return credentials.isEmpty() ? new Result.Unknown() : check(credentials.get());
    }

    private Result check(String credentials) {
        String user = credentials.substring(0, credentials.indexOf(':'));
        ByteBuffer key = key(credentials);
        Optional<Boolean> known = known(key);
        if (known.isEmpty()) {
            if (!begin()) {
                return new Result.Busy();
            }
            try {
                // whoever was in front may have brought the same
                known = known(key);
                if (known.isEmpty()) {
                    known = Optional.of(look(key, user, credentials.substring(user.length() + 1)));
                }
            } finally {
                checks.release();
            }
        }
        return known.get() ? new Result.Known(user) : new Result.Unknown();
    }

    private boolean begin() {
        try {
            return checks.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean look(ByteBuffer key, String user, String password) {
        Htpasswd now = passwords;
        boolean right = now.isRight(user, password);
        synchronized (checked) {
            if (now == passwords) {
                checked.put(key, new Checked(right, clock.instant().plus(REMEMBERED)));
            }
        }
        return right;
    }

    private Optional<Boolean> known(ByteBuffer key) {
        synchronized (checked) {
            return Optional.ofNullable(checked.get(key))
                    .filter(its -> its.until().isAfter(clock.instant()))
                    .map(Checked::right);
        }
    }

    private ByteBuffer key(String credentials) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return ByteBuffer.wrap(digest.digest(credentials.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        }
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
