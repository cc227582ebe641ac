// How the phases run. An executor offers five things, each ending in a barrier: single(f),
// forEach(count, f), scan(values, count), compact(flags, count, put) and components(label, ...).
// addTo(cell, value) is for the items of a loop.
#pragma once
#include "types.hpp"

namespace piwa {

/// One thread, in order. Others (a CUDA block, a shuffled order) must give the same result.
struct SerialExecutor {
  template <class Function>
  PIWA_INLINE void single(Function function) {
    function();
  }

  template <class Function>
  PIWA_INLINE void forEach(u32 count, Function function) {
    for (u32 i = 0; i < count; i++) {
      function(i);
    }
  }

  /// Replaces every value by the sum of those before it; returns the total.
  PIWA_INLINE u32 scan(u32* values, u32 count) {
    u32 total = 0;
    for (u32 i = 0; i < count; i++) {
      const u32 value = values[i];
      values[i] = total;
      total += value;
    }
    return total;
  }

  /// Calls put(index, position) for every set flag; returns how many there are.
  template <class Function>
  PIWA_INLINE u32 compact(const u32* flags, u32 count, Function put) {
    u32 total = 0;
    for (u32 i = 0; i < count; i++) {
      if (flags[i]) {
        put(i, total++);
      }
    }
    return total;
  }

  /// Labels each vertex with the smallest vertex of its connected component. `function(quad, join)`
  /// calls join(a, b) for vertices that the quad connects.
  template <class Function>
  PIWA_INLINE void components(u32* label, u32 vertices, u32 quads, Function function) {
    for (u32 v = 0; v < vertices; v++) {
      label[v] = v;
    }
    const auto join = [label](u32 a, u32 b) {
      const u32 first = rootOf(label, a);
      const u32 second = rootOf(label, b);
      label[first < second ? second : first] = first < second ? first : second;
    };
    for (u32 quad = 0; quad < quads; quad++) {
      function(quad, join);
    }
    // A parent is never greater than its child, so it has its final label already.
    for (u32 v = 0; v < vertices; v++) {
      label[v] = label[label[v]];
    }
  }

  /// An integer sum does not depend on the order of its terms.
  PIWA_INLINE void addTo(i64* cell, i64 value) { *cell += value; }

 private:
  PIWA_INLINE static u32 rootOf(u32* parent, u32 v) {
    while (parent[v] != v) {
      parent[v] = parent[parent[v]];
      v = parent[v];
    }
    return v;
  }
};

}  // namespace piwa
