package dev.racedetect.agent.model;

import static dev.racedetect.agent.model.Operand.parameter;

/** Objects and classes that come into being other than by a constructor or an initializer that ends well. */
final class ObjectModel implements JdkModel {
  @Override
  public void declare(Edges edges) {
    // The JVM makes one when a class is used whose initializer failed (JLS 12.4.2, step 5).
    edges.of("java/lang/NoClassDefFoundError").on("<init>").exit(Probe.object("classFailureSeen"));
    // "Immediately after each modification of a final field via ... other special mechanism" (JLS
    // 17.5.3).
    edges
        .of("java/io/ObjectStreamClass$FieldReflector")
        .on("setObjFieldValues(Ljava/lang/Object;[Ljava/lang/Object;)V")
        .exit(Probe.object("freeze"), parameter(0));
  }
}
