// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import io.quarkus.test.junit.main.QuarkusMainIntegrationTest;

/** The same, from the package as it is shipped: what Harbor's API answers is read without a JVM's reflection. */
@QuarkusMainIntegrationTest
class CheckAccountsIT extends CheckAccountsTest {}
