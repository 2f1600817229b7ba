// SPDX-License-Identifier: Apache-2.0
/** The server in front of a served registry: the only package that knows Vert.x' server. */
package dev.salvor.serve.http;
