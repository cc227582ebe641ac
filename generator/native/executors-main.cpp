// Runs the primitives of one executor on drawn input and prints what they give, a line a round:
// scan, compact, components and sums. Every executor must print the same.
#include "../exact/executor.hpp"
#include "launch.hpp"
#include "shuffle-executor.hpp"
#include "thread-executor.hpp"

#include <cstdio>
#include <cstdlib>

namespace {

using piwa::i64;
using piwa::u32;
using piwa::u64;

struct Round {
  std::vector<u32> values;
  std::vector<u32> flags;
  std::vector<u32> places;
  std::vector<u32> labels;
  std::vector<u32> corners;
  i64 sum = 0;
  u32 total = 0;
  u32 kept = 0;

  /// Every third round is a long chain, in which labels have far to go.
  Round(std::mt19937& random, u32 round) {
    const u32 vertices = random() % 700 + 1;
    const u32 quads = random() % 700;
    values.resize(vertices);
    flags.resize(vertices);
    places.resize(vertices, ~0u);
    labels.resize(vertices);
    corners.resize(quads * 4);
    for (u32 v = 0; v < vertices; v++) {
      values[v] = random() % 1000;
      flags[v] = random() % 3 == 0;
    }
    for (u32 i = 0; i < quads * 4; i++) {
      corners[i] = (round % 3 ? random() : vertices - 1 - (i / 4 + i % 4) % vertices) % vertices;
    }
  }
};

template <class Run>
void play(Run& run, Round& r) {
  const u32 vertices = (u32)r.values.size();
  const u32 quads = (u32)r.corners.size() / 4;
  run.forEach(vertices, [&](u32 v) { run.addTo(&r.sum, (i64)r.values[v] * (v % 2 ? 1 : -1)); });
  const u32 total = run.scan(r.values.data(), vertices);
  const u32 kept =
      run.compact(r.flags.data(), vertices, [&](u32 v, u32 at) { r.places[v] = at; });
  run.components(r.labels.data(), vertices, quads, [&](u32 quad, auto&& join) {
    const u32* corner = r.corners.data() + quad * 4;
    join(corner[0], corner[1]);
    join(corner[1], corner[2]);
    join(corner[3], corner[2]);
  });
  run.single([&] {
    r.total = total;
    r.kept = kept;
  });
}

u64 mix(const std::vector<u32>& words) {
  u64 hash = 14695981039346656037ull;
  for (const u32 word : words) {
    hash = (hash ^ word) * 1099511628211ull;
  }
  return hash;
}

template <class Executor>
void playAll(u32 rounds) {
  Executor executor;
  std::mt19937 random(7);
  for (u32 round = 0; round < rounds; round++) {
    Round r(random, round);
    piwa::launch(executor, [&](auto& run) { play(run, r); });
    std::printf("%lld %u %u %llx %llx %llx\n", r.sum, r.total, r.kept, mix(r.values),
                mix(r.places), mix(r.labels));
  }
}

}  // namespace

int main(int count, char** arguments) {
  playAll<PIWA_EXECUTOR>(count > 1 ? (u32)std::atoi(arguments[1]) : 1);
  return 0;
}
