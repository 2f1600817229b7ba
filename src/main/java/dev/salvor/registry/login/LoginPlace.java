// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where logins may be kept. */
sealed interface LoginPlace {

    /** Its name in messages. */
    String origin();

    /** Its content; empty if the place does not exist. */
    Optional<byte[]> read() throws UnusableLogin;

    /** The file that the user named: it has to be good. */
    record Explicit(Path path) implements LoginPlace {
        @Override
        public String origin() {
            return path.toString();
        }

        @Override
        public Optional<byte[]> read() throws UnusableLogin {
            Optional<byte[]> content = readFile(path);
            if (content.isEmpty()) {
                throw new UnusableLogin("there is no such file");
            }
            return content;
        }
    }

    /** A variable whose value is the content of a {@code config.json}. */
    record Variable(String name, String value) implements LoginPlace {
        @Override
        public String origin() {
            return name;
        }

        @Override
        public Optional<byte[]> read() {
            return Optional.of(value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * A file at a usual place.
     *
     * @param obeysStore whether its {@code credsStore} counts: docker's does, containers' tools do not know it
     */
    record Usual(Path path, boolean obeysStore) implements LoginPlace {
        @Override
        public String origin() {
            return path.toString();
        }

        @Override
        public Optional<byte[]> read() throws UnusableLogin {
            return readFile(path);
        }
    }

    /** All places in the order in which they are asked (protocol.md §4.3). */
    static List<LoginPlace> of(Environment environment) {
        Optional<String> explicit = environment.variable(Environment.AUTH_FILE);
        if (explicit.isPresent()) {
            return List.of(new Explicit(Path.of(explicit.get())));
        }
        Path home = environment.home();
        List<LoginPlace> places = new ArrayList<>();
        environment
                .variable("DOCKER_AUTH_CONFIG")
                .ifPresent(json -> places.add(new Variable("DOCKER_AUTH_CONFIG", json)));
        Path session = environment
                .variable("XDG_RUNTIME_DIR")
                .map(directory -> Path.of(directory, "containers"))
                .orElse(environment.runDirectory());
        places.add(new Usual(session.resolve("auth.json"), false));
        Path configuration =
                environment.variable("XDG_CONFIG_HOME").map(Path::of).orElse(home.resolve(".config"));
        places.add(new Usual(configuration.resolve("containers/auth.json"), false));
        Path docker = environment.variable("DOCKER_CONFIG").map(Path::of).orElse(home.resolve(".docker"));
        places.add(new Usual(docker.resolve("config.json"), true));
        places.add(new Usual(home.resolve(".dockercfg"), false));
        return places;
    }

    private static Optional<byte[]> readFile(Path path) throws UnusableLogin {
        try {
            return Optional.of(Files.readAllBytes(path));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (AccessDeniedException denied) {
            throw new UnusableLogin("it may not be read", denied);
        } catch (FileSystemException e) {
            throw new UnusableLogin("it cannot be read: " + e.getReason(), e);
        } catch (IOException e) {
            throw new UnusableLogin("it cannot be read: " + e.getMessage(), e);
        }
    }
}
