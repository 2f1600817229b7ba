// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import dev.salvor.registry.problem.RegistryProblem;

/** What to do if a registry cannot be used at all, in the words of the command line. */
final class ProblemText {
    private static final String GIVE_LOGIN =
            "Give --username with --password-stdin or --password-file, set SALVOR_USERNAME and SALVOR_PASSWORD,"
                    + " or log in with docker, podman or skopeo (--authfile names their file).";

    private static final String ACCEPT_ANY = ", or accept any certificate with --tls-verify=false.";

    private ProblemText() {}

    /** What the message goes on with: the option that it is about; empty if it is about none. */
    static String option(RegistryProblem problem) {
        return switch (problem) {
            case RegistryProblem.NoPassword _ -> ", which --auth basic is about";
            case RegistryProblem.TokensOnly _ -> ": it does not offer --auth basic";
            case RegistryProblem.NoTokens _ -> ": it does not offer --auth token";
            case RegistryProblem.NotHarbor _ -> ", which --same-storage is only for";
            case RegistryProblem.UnknownHost _, RegistryProblem.CertificateOfAnother _ -> "";
            case RegistryProblem.Untrusted _, RegistryProblem.NoTls _, RegistryProblem.Silent _ -> "";
            case RegistryProblem.Expired _, RegistryProblem.NotYetValid _ -> "";
            case RegistryProblem.MissingIntermediate _, RegistryProblem.ClientCertificate _ -> "";
            case RegistryProblem.TlsRefused _ -> "";
            case RegistryProblem.Unreachable _, RegistryProblem.TokenServiceAddress _ -> "";
            case RegistryProblem.NotReady _, RegistryProblem.NoRegistry _, RegistryProblem.Elsewhere _ -> "";
            case RegistryProblem.NeedsHttps _, RegistryProblem.StrangeLogin _ -> "";
            case RegistryProblem.EndedLogin _ -> "";
            case RegistryProblem.NoLogin _, RegistryProblem.WrongLogin _, RegistryProblem.UnusableLogins _ -> "";
            case RegistryProblem.NoRoots _, RegistryProblem.LoginInAddress _ -> "";
            case RegistryProblem.ApiPathInAddress _, RegistryProblem.ApiPathInBase _ -> "";
        };
    }

    static String advice(RegistryProblem problem) {
        return switch (problem) {
            case RegistryProblem.UnknownHost(String host, int port) ->
                "Check the name. If DNS is what broke: --resolve " + host + ":" + port + ":ADDRESS";
            case RegistryProblem.CertificateOfAnother _ ->
                "Use a name that it is for, with --resolve NAME:PORT:ADDRESS if DNS does not know that.";
            case RegistryProblem.Untrusted(String roots) ->
                "Name the registry's CA with --ca-file (trusted are " + roots + ")" + ACCEPT_ANY;
            case RegistryProblem.MissingIntermediate(String roots) ->
                "Have the server send its whole chain (often a fullchain.pem), or name that CA's certificate with --ca-file"
                        + " (trusted are " + roots + ")" + ACCEPT_ANY;
            case RegistryProblem.Expired _ ->
                "Have it renewed, or set the clock (date -u shows it) if that is what is wrong" + ACCEPT_ANY;
            case RegistryProblem.NotYetValid _ ->
                "See whether the clock is right (date -u shows it): it may be behind" + ACCEPT_ANY;
            case RegistryProblem.ClientCertificate _ ->
                "Put the pair NAME.cert and NAME.key into /etc/docker/certs.d/HOST:PORT or /etc/containers/certs.d/HOST:PORT.";
            case RegistryProblem.TlsRefused _ ->
                "Check host and port; TLS 1.2 and 1.3 are spoken here, and a proxy may know no host of that name.";
            case RegistryProblem.NoTls _ -> "If plain http is meant, type http:// in front.";
            case RegistryProblem.Silent _ -> "Check host, port and the network between.";
            case RegistryProblem.Unreachable(boolean byProxy) ->
                byProxy
                        ? "Check the proxy, and whether it is meant for this host: $NO_PROXY names those that need none."
                        : "Check host and port, and that the registry runs.";
            case RegistryProblem.TokenServiceAddress _ ->
                "The registry names this address: see that it works from here, or have its external URL corrected.";
            case RegistryProblem.NotReady _ -> "It may be starting, or overloaded: see its log, and try again.";
            case RegistryProblem.NoRegistry _ ->
                "Check host and port; if the registry serves /v2/ below a path, name it with --api-base.";
            case RegistryProblem.NotHarbor _ ->
                "Leave --same-storage out: blobs that the registry lacks are sent then. If it is Harbor, name the address by which"
                        + " clients log in: its answer to GET /v2/ names the token service of Harbor.";
            case RegistryProblem.Elsewhere _ -> "Use the address that it points to.";
            case RegistryProblem.NeedsHttps(String authority) -> "It speaks TLS: type https://" + authority + ".";
            case RegistryProblem.StrangeLogin _ ->
                "Check host and port: a proxy in front of the registry may ask for a login of its own.";
            case RegistryProblem.NoLogin _, RegistryProblem.NoPassword _ -> GIVE_LOGIN;
            case RegistryProblem.TokensOnly _ -> "Leave --auth away, or use --auth token.";
            case RegistryProblem.NoTokens _ ->
                "It wants name and password with every request: use --auth basic, or leave --auth away.";
            case RegistryProblem.WrongLogin _ ->
                "Check user and password. Others can be given by --username with --password-stdin or"
                        + " --password-file, by SALVOR_USERNAME and SALVOR_PASSWORD, or by --authfile.";
            case RegistryProblem.EndedLogin _ ->
                "Log in again (for ECR: aws ecr get-login-password, every 12 hours), then run the same command again.";
            case RegistryProblem.UnusableLogins _ ->
                "It was named by --authfile or REGISTRY_AUTH_FILE. Expected is what docker, podman or"
                        + " skopeo login writes, or a .dockerconfigjson of Kubernetes.";
            case RegistryProblem.NoRoots _ ->
                "SSL_CERT_FILE and SSL_CERT_DIR chose these places. Unset them, or name a PEM file by --ca-file.";
            case RegistryProblem.LoginInAddress _ ->
                "Use --username with --password-stdin, or log in with docker, podman or skopeo before.";
            case RegistryProblem.ApiPathInAddress _ ->
                "Leave it out: it is added. If the registry serves it below another path, say --api-base /path.";
            case RegistryProblem.ApiPathInBase _ ->
                "Leave the /v2/ at its end out; if nothing is left, leave --api-base out.";
        };
    }
}
