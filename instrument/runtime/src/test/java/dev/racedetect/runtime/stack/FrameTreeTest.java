package dev.racedetect.runtime.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.racedetect.runtime.finding.Frame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameTreeTest {
  private final FrameTree tree = new FrameTree();

  @Test
  void should_give_back_each_stack_whole() {
    List<List<Frame>> stacks = new ArrayList<>();
    List<FrameTree.Node> nodes = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      stacks.add(
          List.of(frame("C", "leaf", i), frame("B", "middle", i / 10), frame("A", "main", 1)));
      nodes.add(tree.add(stacks.get(i)));
    }

    for (int i = 0; i < stacks.size(); i++) {
      assertThat(nodes.get(i).frames()).isEqualTo(stacks.get(i));
    }
  }

  @Test
  void should_keep_common_outer_frames_once() {
    for (int i = 0; i < 3000; i++) {
      tree.add(List.of(frame("C", "leaf", i), frame("B", "middle", i / 10), frame("A", "main", 1)));
    }

    assertThat(tree.size()).isEqualTo(3000 + 300 + 1);
  }

  @Test
  void should_tell_equal_frames_with_different_callers_apart() {
    FrameTree.Node one = tree.add(List.of(frame("C", "leaf", 1), frame("A", "one", 1)));
    FrameTree.Node two = tree.add(List.of(frame("C", "leaf", 1), frame("A", "two", 1)));

    assertThat(one).isNotSameAs(two);
    assertThat(tree.add(List.of(frame("C", "leaf", 1), frame("A", "one", 1)))).isSameAs(one);
  }

  @Test
  void should_tell_frames_of_unknown_files_apart() {
    FrameTree.Node unknown = tree.add(List.of(new Frame("A", "m", null, -1)));

    assertThat(tree.add(List.of(new Frame("A", "m", "A.java", -1)))).isNotSameAs(unknown);
    assertThat(tree.add(List.of(new Frame("A", "m", null, -1)))).isSameAs(unknown);
  }

  @Test
  void should_have_no_node_for_an_empty_stack() {
    assertThat(tree.add(List.of())).isNull();
  }

  private static Frame frame(String className, String method, int line) {
    return new Frame(className, method, className + ".java", line);
  }
}
