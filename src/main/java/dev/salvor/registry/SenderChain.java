// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.registry.http.Authorization;
import dev.salvor.registry.http.Outage;
import dev.salvor.registry.http.Retry;
import dev.salvor.registry.http.RetryRules;
import dev.salvor.registry.http.Sender;
import java.net.URI;
import java.time.InstantSource;

/**
 * What a request goes through on its way to the wire (architecture.md, "Two HTTP clients").
 *
 * @param patient the whole chain
 * @param anonymous without a login, as the token service is asked
 * @param authorization the part that proves us; one try
 * @param rules when the whole chain tries again
 */
record SenderChain(Sender patient, Sender anonymous, Authorization authorization, RetryRules rules) {

    /** @param leaf sends to the wire, as fast as it may */
    static SenderChain over(Sender leaf, URI base, LocalNetwork network, RegistryConnection.Parameters parameters) {
        InstantSource clock = InstantSource.system();
        Outage outage = new Outage(parameters.backoff().outage(), clock, parameters.notices(), leaf);
        Redirects redirects = new Redirects(network, outage);
        Authorization authorization = new Authorization(
                base,
                parameters.credentials(),
                parameters.again(),
                parameters.authentication(),
                redirects,
                clock,
                parameters.notices(),
                redirects);
        RetryRules rules = new RetryRules(parameters.backoff(), clock, outage);
        Sender patient = new Retry(rules, new BackendLocations(base, network, parameters.notices(), authorization));
        return new SenderChain(patient, new Retry(rules, redirects), authorization, rules);
    }
}
