// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Tests of what only the native binary promises: left out of builds without {@code -Dnative}. */
@Tag("native")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface NativeBinary {}
