// SPDX-License-Identifier: Apache-2.0
/** Whether a source has all that its images need, whole and right: the work behind verify; sees no registry. */
package dev.salvor.verify;
