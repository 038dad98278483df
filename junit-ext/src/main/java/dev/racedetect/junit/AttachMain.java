package dev.racedetect.junit;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;

/** The helper JVM of {@link SelfAttach}: loads an agent into another JVM and ends. */
final class AttachMain {
  private AttachMain() {}

  /**
   * Attaches.
   *
   * @param args process id, agent jar, agent options
   */
  public static void main(String[] args) {
    try {
      VirtualMachine vm = VirtualMachine.attach(args[0]);
      try {
        vm.loadAgent(args[1], args[2]);
      } finally {
        vm.detach();
      }
    } catch (IOException
        | AttachNotSupportedException
        | AgentLoadException
        | AgentInitializationException
        | LinkageError e) {
      System.out.println(e);
      System.exit(1);
    }
  }
}
