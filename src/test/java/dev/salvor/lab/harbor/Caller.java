// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

/** Whom a request comes from. */
sealed interface Caller {
    /** Empty for nobody. */
    String name();

    default boolean isAuthenticated() {
        return !name().isEmpty();
    }

    /** No login, or a wrong one: which of them does not matter to rights. */
    record Anonymous() implements Caller {
        @Override
        public String name() {
            return "";
        }
    }

    record LoggedIn(Account account) implements Caller {
        @Override
        public String name() {
            return account.name();
        }
    }

    /** Counts on {@code /v2} only (02 "repo token on REST API"). */
    record Bearer(Claims token) implements Caller {
        @Override
        public String name() {
            return token.subject();
        }
    }
}
