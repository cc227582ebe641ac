// The phases over a team of threads: a CUDA block, or threads of a CPU that run the same algorithm.
// A team offers index(), size(), barrier(), shared() (a word for each thread and one more),
// load(word), store(word, value), lower(word, value) and add(cell, value); the last four may meet
// between threads. What a team computes does not depend on its size or on the order of its threads.
#pragma once
#include "../exact/types.hpp"

namespace piwa {

template <class Team>
struct BlockExecutor {
  Team team;

  /// The first barrier lets the others read what the first thread is about to change.
  template <class Function>
  PIWA_INLINE void single(Function function) {
    team.barrier();
    if (team.index() == 0) {
      function();
    }
    team.barrier();
  }

  template <class Function>
  PIWA_INLINE void forEach(u32 count, Function function) {
    for (u32 i = team.index(); i < count; i += team.size()) {
      function(i);
    }
    team.barrier();
  }

  /// Replaces every value by the sum of those before it; returns the total.
  PIWA_INLINE u32 scan(u32* values, u32 count) {
    const Span span = spanOf(count);
    u32 sum = 0;
    for (u32 i = span.from; i < span.to; i++) {
      sum += values[i];
    }
    const Prefix prefix = prefixOf(sum);
    u32 before = prefix.before;
    for (u32 i = span.from; i < span.to; i++) {
      const u32 value = values[i];
      values[i] = before;
      before += value;
    }
    team.barrier();
    return prefix.total;
  }

  /// Calls put(index, position) for every set flag; returns how many there are.
  template <class Function>
  PIWA_INLINE u32 compact(const u32* flags, u32 count, Function put) {
    const Span span = spanOf(count);
    u32 sum = 0;
    for (u32 i = span.from; i < span.to; i++) {
      sum += flags[i] != 0;
    }
    const Prefix prefix = prefixOf(sum);
    u32 position = prefix.before;
    for (u32 i = span.from; i < span.to; i++) {
      if (flags[i]) {
        put(i, position++);
      }
    }
    team.barrier();
    return prefix.total;
  }

  /// Lowers labels until every quad's vertices bear one. A label only falls and never leaves its
  /// component, so the end is the smallest vertex of each, whatever the order.
  template <class Function>
  PIWA_INLINE void components(u32* label, u32 vertices, u32 quads, Function function) {
    forEach(vertices, [&](u32 v) { label[v] = v; });
    bool changed = true;
    const auto join = [&](u32 a, u32 b) {
      const u32 first = team.load(label + a);
      const u32 second = team.load(label + b);
      if (first != second) {
        changed = true;
        team.lower(label + (first < second ? second : first), first < second ? first : second);
      }
    };
    while (anyOf(changed)) {
      changed = false;
      forEach(quads, [&](u32 quad) { function(quad, join); });
      forEach(vertices, [&](u32 v) { lowerToRoot(label, v); });
    }
  }

  /// An integer sum does not depend on the order of its terms.
  PIWA_INLINE void addTo(i64* cell, i64 value) { team.add(cell, value); }

 private:
  struct Span {
    u32 from;
    u32 to;
  };

  struct Prefix {
    u32 before;
    u32 total;
  };

  /// This thread's contiguous share of `count` items.
  PIWA_INLINE Span spanOf(u32 count) {
    const u32 share = (count + team.size() - 1) / team.size();
    const u32 from = team.index() * share;
    return {from < count ? from : count, from + share < count ? from + share : count};
  }

  /// The sum over the threads before this one, and over all.
  PIWA_INLINE Prefix prefixOf(u32 value) {
    u32* sums = team.shared();
    const u32 me = team.index();
    sums[me] = value;
    team.barrier();
    for (u32 reach = 1; reach < team.size(); reach <<= 1) {
      const u32 before = me >= reach ? sums[me - reach] : 0;
      team.barrier();
      sums[me] += before;
      team.barrier();
    }
    const Prefix prefix{sums[me] - value, sums[team.size() - 1]};
    team.barrier();
    return prefix;
  }

  /// Whether the flag is set in any thread.
  PIWA_INLINE bool anyOf(bool flag) {
    u32* any = team.shared() + team.size();
    team.barrier();
    if (team.index() == 0) {
      *any = 1;
    }
    team.barrier();
    if (flag) {
      team.lower(any, 0);
    }
    team.barrier();
    return *any == 0;
  }

  PIWA_INLINE void lowerToRoot(u32* label, u32 v) {
    u32 root = team.load(label + v);
    for (u32 next = team.load(label + root); next != root; next = team.load(label + root)) {
      root = next;
    }
    team.store(label + v, root);
  }
};

}  // namespace piwa
