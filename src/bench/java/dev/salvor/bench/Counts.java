// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import java.nio.file.Path;

/** Counts requests and bytes of a first and a second run. */
record Counts(Contenders contenders, Path storage, Content content, Bars bars) {

    void measure(RegistryProcess target) {
        contenders.best().sync(storage, target).succeeded();
        first(new Requests(target.accessLog()));
        boolean isWhole = RegistryWalk.tags(target.uri()).equals(RegistryWalk.tags(storage));
        bars.check("content of the target, all digests compared", isWhole ? "the storage's" : "other", "", isWhole);
        int mark = target.accessLog().mark();
        contenders.best().sync(storage, target).succeeded();
        second(new Requests(target.accessLog().after(mark)));
    }

    private void first(Requests requests) {
        show("first", requests);
        long bound = requests.bound(content);
        bars.check("requests", "" + requests.total(), "at most " + bound, requests.total() <= bound);
        long sent = requests.bodyBytes(content);
        bars.check("bytes of blob bodies", number(sent), "exactly " + number(content.bytes()), sent == content.bytes());
    }

    private void second(Requests requests) {
        show("second", requests);
        long bound = content.repositories() + requests.catalogPages() + 3;
        bars.check("requests of a second run", "" + requests.total(), "at most " + bound, requests.total() <= bound);
        int mutating = requests.log().mutating().size();
        bars.check("POST, PUT, PATCH of a second run", "" + mutating, "none", mutating == 0);
    }

    private static void show(String run, Requests requests) {
        System.out.printf("%nRequests of the %s run, %d in all:%n", run, requests.total());
        requests.byKind().forEach((kind, count) -> System.out.printf("%8d  %s%n", count, kind));
    }

    private static String number(long bytes) {
        return "%,d".formatted(bytes);
    }
}
