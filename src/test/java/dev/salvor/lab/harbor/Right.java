// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

/** An action on a kind of thing, as a robot's permissions name them. */
record Right(String resource, String action) {
    static final Right PULL = new Right("repository", "pull");
    static final Right PUSH = new Right("repository", "push");
    static final Right DELETE = new Right("repository", "delete");
    static final Right LIST_REPOSITORIES = new Right("repository", "list");
    static final Right READ_REPOSITORY = new Right("repository", "read");
    static final Right LIST_ARTIFACTS = new Right("artifact", "list");
    static final Right READ_ARTIFACT = new Right("artifact", "read");
    static final Right CREATE_ARTIFACT = new Right("artifact", "create");
    static final Right DELETE_ARTIFACT = new Right("artifact", "delete");
    static final Right LIST_TAGS = new Right("tag", "list");
    static final Right CREATE_TAG = new Right("tag", "create");
    static final Right DELETE_TAG = new Right("tag", "delete");
    static final Right READ_PROJECT = new Right("project", "read");
    static final Right UPDATE_PROJECT = new Right("project", "update");
    static final Right CREATE_PROJECT = new Right("project", "create");
    static final Right READ_QUOTA = new Right("quota", "read");
    static final Right LIST_QUOTAS = new Right("quota", "list");
    static final Right READ_CATALOG = new Right("catalog", "read");

    /** @param text {@code resource:action} */
    static Right parse(String text) {
        String[] parts = text.split(":");
        if (parts.length != 2) {
            throw new IllegalArgumentException("no resource:action: " + text);
        }
        return new Right(parts[0], parts[1]);
    }
}
