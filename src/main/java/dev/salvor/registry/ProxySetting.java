// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

/** The settings of proxies that uploads run into, in words for messages (protocol.md §5.4). */
public final class ProxySetting {
    public static final String BODY_LIMIT = "nginx: client_max_body_size; Kubernetes ingress: the annotation"
            + " nginx.ingress.kubernetes.io/proxy-body-size";
    public static final String READ_TIMEOUT = "nginx: proxy_read_timeout; Kubernetes ingress: the annotation"
            + " nginx.ingress.kubernetes.io/proxy-read-timeout";

    private ProxySetting() {}
}
