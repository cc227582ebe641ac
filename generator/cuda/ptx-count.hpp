// Counts what translated PTX executes, as a device would issue it: a warp issues the instructions of
// a basic block once for all lanes that run it, and waits for its slowest lane.
#pragma once
#include "ptx-runtime.hpp"

#include <algorithm>

namespace ptx {

constexpr u32 warpLanes = 32;

struct Issue {
  /// Summed over threads.
  u64 threadInstructions = 0;
  /// Summed over warps, each basic block as often as its busiest lane runs it.
  u64 warpInstructions = 0;
  /// Between two barriers a block lasts as long as its longest warp; summed over the barriers.
  u64 criticalInstructions = 0;
  /// The part of those in which a single warp works.
  u64 serialInstructions = 0;
  u64 barriers = 0;
};

class IssueCounter {
 public:
  Issue issue;

  explicit IssueCounter(u32 threads) : most_(blockCount) {
    blockRuns.assign(threads, std::vector<u32>(blockCount));
    touchedBlocks.assign(threads, {});
    passed = [this] { closeInterval(); };
  }

 private:
  std::vector<u32> most_;

  void closeInterval() {
    const u32 threads = (u32)blockRuns.size();
    u64 longest = 0;
    u64 all = 0;
    for (u32 first = 0; first < threads; first += warpLanes) {
      const u64 length = closeWarp(first, std::min(first + warpLanes, threads));
      longest = std::max(longest, length);
      all += length;
    }
    issue.warpInstructions += all;
    issue.criticalInstructions += longest;
    // Idle warps still take their few instructions from one barrier to the next.
    issue.serialInstructions += all < longest + longest / 2 ? longest : 0;
    issue.barriers++;
  }

  u64 closeWarp(u32 from, u32 to) {
    u64 length = 0;
    for (u32 lane = from; lane < to; lane++) {
      for (const u32 block : touchedBlocks[lane]) {
        const u32 runs = blockRuns[lane][block];
        issue.threadInstructions += (u64)runs * blockLength[block];
        length += (u64)(runs > most_[block] ? runs - most_[block] : 0) * blockLength[block];
        most_[block] = std::max(most_[block], runs);
        blockRuns[lane][block] = 0;
      }
    }
    for (u32 lane = from; lane < to; lane++) {
      for (const u32 block : touchedBlocks[lane]) {
        most_[block] = 0;
      }
      touchedBlocks[lane].clear();
    }
    return length;
  }
};

}  // namespace ptx
