// SPDX-License-Identifier: Apache-2.0
/** The vocabulary of images: values only, no I/O. */
package dev.salvor.image;
