// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.problem;

/** Why a registry cannot be used at all, as far as the words to the user depend on it. */
public sealed interface RegistryProblem {

    /** DNS has no address for its host. */
    record UnknownHost(String host, int port) implements RegistryProblem {}

    /** Its certificate is for other names. */
    record CertificateOfAnother() implements RegistryProblem {}

    /** @param roots what is trusted, in words */
    record Untrusted(String roots) implements RegistryProblem {}

    /** Its certificate's time is over. */
    record Expired() implements RegistryProblem {}

    /** Its certificate's time is to come, by this machine's clock. */
    record NotYetValid() implements RegistryProblem {}

    /**
     * The certificates that it sends do not lead up to one that is known.
     *
     * @param roots what is trusted, in words
     */
    record MissingIntermediate(String roots) implements RegistryProblem {}

    /** It wants a certificate of the client's, or another one. */
    record ClientCertificate() implements RegistryProblem {}

    /** It speaks TLS, but not with us. */
    record TlsRefused() implements RegistryProblem {}

    record NoTls() implements RegistryProblem {}

    record Silent() implements RegistryProblem {}

    /** @param byProxy whether the way leads through one */
    record Unreachable(boolean byProxy) implements RegistryProblem {}

    /** The registry names a token service that cannot be used. */
    record TokenServiceAddress() implements RegistryProblem {}

    /** It answers, and says that it cannot do more now. */
    record NotReady() implements RegistryProblem {}

    /** What answers is no registry. */
    record NoRegistry() implements RegistryProblem {}

    /** It is a registry, but not Harbor, and what was asked for is only known to be right there. */
    record NotHarbor() implements RegistryProblem {}

    /** It points to another address. */
    record Elsewhere() implements RegistryProblem {}

    /**
     * It was talked to by http, and wants https.
     *
     * @param authority {@code host[:port]} as typed
     */
    record NeedsHttps(String authority) implements RegistryProblem {}

    /** It asks for a login of a kind that no registry knows. */
    record StrangeLogin() implements RegistryProblem {}

    /** It wants a login, and there is none. */
    record NoLogin() implements RegistryProblem {}

    /** Name and password with every request were asked for, and there are none. */
    record NoPassword() implements RegistryProblem {}

    /** Name and password with every request were asked for, and it takes tokens only. */
    record TokensOnly() implements RegistryProblem {}

    /** Tokens were asked for, and it has no token service. */
    record NoTokens() implements RegistryProblem {}

    /** It does not accept the login. */
    record WrongLogin() implements RegistryProblem {}

    /** It says that the login was good once. */
    record EndedLogin() implements RegistryProblem {}

    /** The file of logins that the user named cannot be used. */
    record UnusableLogins() implements RegistryProblem {}

    /** The user chose where trust roots are, and there are none. */
    record NoRoots() implements RegistryProblem {}

    /** What was typed as REGISTRY has a user name in it. */
    record LoginInAddress() implements RegistryProblem {}

    /** What was typed as REGISTRY ends with the path of the API. */
    record ApiPathInAddress() implements RegistryProblem {}

    /** What was typed as the path in front of the API ends with that of the API itself. */
    record ApiPathInBase() implements RegistryProblem {}
}
