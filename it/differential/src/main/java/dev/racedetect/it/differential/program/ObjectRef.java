package dev.racedetect.it.differential.program;

/** An expression that yields an object of the program's class. */
interface ObjectRef {
  /** How it is written. */
  String source();

  /** Its value. */
  Instance evaluate(Strand s);

  /** A static final field. */
  record Constant(String name) implements ObjectRef {
    @Override
    public String source() {
      return name;
    }

    @Override
    public Instance evaluate(Strand s) {
      return s.machine.objects.get(name);
    }
  }

  /** A local variable, or {@code this}. */
  record Local(String name) implements ObjectRef {
    @Override
    public String source() {
      return name;
    }

    @Override
    public Instance evaluate(Strand s) {
      return (Instance) s.local(name);
    }
  }
}
