// SPDX-License-Identifier: Apache-2.0
/** Who may pull: an htpasswd file, and what of it was asked for lately. */
package dev.salvor.serve.login;
