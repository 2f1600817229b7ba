// SPDX-License-Identifier: Apache-2.0
/** What files are called in the layouts that images are carried in; values only, for who writes them and for who reads them. */
package dev.salvor.layout;
