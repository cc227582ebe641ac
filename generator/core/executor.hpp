// How the phases run. An executor offers four things, each ending in a barrier:
// single(f), forEach(count, f), scan(values, count) and compact(flags, count, put).
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
};

}  // namespace piwa
