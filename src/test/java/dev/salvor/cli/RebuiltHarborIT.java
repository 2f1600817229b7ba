// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import io.quarkus.test.junit.main.QuarkusMainIntegrationTest;

/** The same, from the package as it is shipped. */
@QuarkusMainIntegrationTest
class RebuiltHarborIT extends RebuiltHarborTest {}
