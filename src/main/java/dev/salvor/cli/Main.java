// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.registry.tls.KernelRandom;
import io.quarkus.picocli.runtime.PicocliRunner;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Sets what must stand before the first virtual thread, then hands over to Quarkus and picocli. */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // reading a file blocks its carrier, and two reads that hang on a dead NFS must not stop the uploads (stack.md,
        // "Settings")
        int carriers = Math.max(8, JobsOption.peek(args, System.getenv()) + 2);
        System.setProperty("jdk.virtualThreadScheduler.parallelism", Integer.toString(carriers));
        // in a native image a virtual thread that polls for the others may never wake, and all their reads with it, one
        // sync in 80 (https://github.com/oracle/graal/issues/13787); platform threads do it as well
        System.setProperty("jdk.pollerMode", "1");
        // JBoss' logging looks up the name of this machine, which takes five seconds where DNS is what broke
        System.setProperty("jboss.host.name", "localhost");
        KernelRandom.installWhereNeeded();
        Quarkus.run(PicocliRunner.class, args);
    }
}
