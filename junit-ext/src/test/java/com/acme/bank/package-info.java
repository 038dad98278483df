/** A user's project, run in JVMs of its own by the integration tests. */
package com.acme.bank;
