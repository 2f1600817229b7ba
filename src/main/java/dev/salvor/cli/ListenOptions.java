// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.TextInput;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Where a registry is served. */
public final class ListenOptions {
    private static final Pattern ADDRESS = Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([^:\\[\\]]+)):(\\d{1,5})");
    private static final int MAX_PORT = 65_535;
    private static final int MAX_REQUESTS = 100_000;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:5000",
            description =
                    "Where to listen (default: ${DEFAULT-VALUE}). Addresses that others reach, such as 0.0.0.0:5000, need --tls-cert, or"
                            + " --insecure-listen.")
    private String listen;

    @Option(
            names = "--insecure-listen",
            description = "Let others pull in clear, over a network that is trusted. No login is possible then.")
    private boolean insecure;

    @Option(
            names = "--max-requests",
            paramLabel = "N",
            defaultValue = "1024",
            description =
                    "Requests answered at once, at most (default: ${DEFAULT-VALUE}): others are told to come again.")
    private int requests;

    /** An address as it was typed. */
    record Address(String host, int port) {
        /** The same address, with the port that it got. */
        String at(int actual) {
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + actual;
        }

        @Override
        public String toString() {
            return at(port);
        }
    }

    /** @throws Usage if it is none */
    Address address() {
        Matcher typed = ADDRESS.matcher(TextInput.value(listen));
        if (!typed.matches() || Integer.parseInt(typed.group(3)) > MAX_PORT) {
            throw new Usage(
                    "--listen is '" + listen + "'", "It looks like 127.0.0.1:5000, 0.0.0.0:5000 or [::1]:5000.");
        }
        String host = typed.group(1) == null ? typed.group(2) : typed.group(1);
        return new Address(host, Integer.parseInt(typed.group(3)));
    }

    /** Whether only this machine reaches it. @throws Usage if it is no address */
    boolean isLoopback() {
        String host = address().host();
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new Usage("--listen: there is no address of '" + host + "'", "Give an address of this machine.");
        }
    }

    boolean isInsecure() {
        return insecure;
    }

    /** @throws Usage if the number makes no sense */
    int requests() {
        if (requests < 1 || requests > MAX_REQUESTS) {
            throw new Usage("--max-requests is " + requests, "Give a number from 1 to " + MAX_REQUESTS + ".");
        }
        return requests;
    }
}
