// An executor that visits every loop in a random order and scans in chunks, as a CUDA block would:
// whatever depends on order shows as a different hash.
#pragma once
#include "../core/types.hpp"

#include <random>
#include <vector>

namespace piwa {

struct ShuffleExecutor {
  std::mt19937 random{20261122};

  template <class Function>
  void single(Function function) {
    function();
  }

  template <class Function>
  void forEach(u32 count, Function function) {
    std::vector<u32> order(count);
    for (u32 i = 0; i < count; i++) {
      order[i] = i;
    }
    for (u32 i = count; i > 1; i--) {
      std::swap(order[i - 1], order[random() % i]);
    }
    for (u32 i : order) {
      function(i);
    }
  }

  u32 scan(u32* values, u32 count) {
    constexpr u32 chunks = 256;
    const u32 span = (count + chunks - 1) / chunks;
    std::vector<u32> start(chunks + 1, 0);
    for (u32 i = 0; i < count; i++) {
      start[i / span + 1] += values[i];
    }
    for (u32 chunk = 0; chunk < chunks; chunk++) {
      start[chunk + 1] += start[chunk];
    }
    for (u32 chunk = chunks; chunk-- > 0;) {
      u32 running = start[chunk];
      for (u32 i = chunk * span; i < count && i < (chunk + 1) * span; i++) {
        const u32 value = values[i];
        values[i] = running;
        running += value;
      }
    }
    return start[chunks];
  }

  template <class Function>
  u32 compact(const u32* flags, u32 count, Function put) {
    std::vector<u32> position(count);
    for (u32 i = 0; i < count; i++) {
      position[i] = flags[i] != 0;
    }
    const u32 total = scan(position.data(), count);
    forEach(count, [&](u32 i) {
      if (flags[i]) {
        put(i, position[i]);
      }
    });
    return total;
  }
};

}  // namespace piwa
