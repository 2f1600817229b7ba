// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.login;

import dev.salvor.registry.endpoint.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A machine below a directory, with a home, variables and credential helpers. */
final class LoginFixture {
    final Path root;
    final List<String> warnings = new ArrayList<>();
    private final Map<String, String> variables = new HashMap<>();

    LoginFixture(Path root) {
        this.root = root;
        set("PATH", root.resolve("empty") + ":" + root.resolve("bin") + ":/usr/bin:/bin");
    }

    LoginFixture set(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Writes a file below the root. */
    LoginFixture file(String name, String content) {
        write(root.resolve(name), content);
        return this;
    }

    /** Puts a credential helper on the PATH that runs the script. */
    LoginFixture helper(String name, String script) {
        Path program = root.resolve("bin/docker-credential-" + name);
        write(program, "#!/bin/sh\n" + script);
        try {
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Environment environment() {
        return new Environment(variables, root.resolve("home"), root.resolve("run"));
    }

    FoundCredentials find(String registry) {
        return find(registry, "");
    }

    FoundCredentials find(String registry, String path) {
        return new CredentialLookup(environment(), warnings::add).find(Endpoint.parse(registry, ""), path);
    }

    Credentials login(String registry) {
        return find(registry).credentials();
    }

    static Credentials password(String username, String password) {
        return new Credentials.Password(username, Secret.of(password));
    }

    /** An {@code auths} with one entry. */
    static String auths(String key, String username, String password) {
        return "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(key, base64(username + ":" + password));
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
