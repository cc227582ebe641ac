// An executor that visits every loop in a random order and scans in chunks, as a CUDA block would:
// whatever depends on order shows as a different hash.
#pragma once
#include "../exact/types.hpp"

#include <algorithm>
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

  /// Passes over the quads in ever new orders until every quad's vertices bear one label.
  template <class Function>
  void components(u32* label, u32 vertices, u32 quads, Function function) {
    forEach(vertices, [&](u32 v) { label[v] = v; });
    bool changed = true;
    const auto join = [&](u32 a, u32 b) {
      const u32 least = std::min(label[a], label[b]);
      const u32 most = std::max(label[a], label[b]);
      changed = changed || least != most;
      label[most] = std::min(label[most], least);
    };
    while (changed) {
      changed = false;
      forEach(quads, [&](u32 quad) { function(quad, join); });
      forEach(vertices, [&](u32 v) { label[v] = label[label[v]]; });
    }
  }

  void addTo(i64* cell, i64 value) { *cell += value; }
};

}  // namespace piwa
