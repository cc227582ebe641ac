// What translated PTX stands on: memory and the threads of one block. A thread is a fiber; a barrier
// runs every other thread up to it. One system thread runs them all, so atomics are plain, and the
// order of threads turns around at each barrier.
#pragma once
#include "ptx-numbers.hpp"

#include <cstdlib>
#include <functional>
#include <memory>
#include <ucontext.h>
#include <vector>

namespace ptx {

struct Thread {
  u32 index;
  bool done;
  ucontext_t context;
  std::unique_ptr<u8[]> stack;
};

struct Launch {
  u32 threads;
  u32 block;
  u32 blocks;
};

constexpr u64 sharedBytesMax = 48 * 1024;
constexpr u64 stackBytes = 192 * 1024;

/// Whether products that are added are fused multiply-adds: the negative control.
inline bool fused = false;

inline Thread* thread = nullptr;
inline Launch launch{};
inline ucontext_t scheduler;
inline std::function<void()> kernel;
alignas(64) inline u8 sharedMemory[sharedBytesMax];

/// Called when all threads of the block have come to a barrier or to their end.
inline std::function<void()> passed;

/// The machine instructions of each basic block, and how many blocks there are; counted or not.
extern u32 blockLength[];
extern u32 blockCount;
/// How often each thread has run each basic block since it was last cleared; empty to count none.
inline std::vector<std::vector<u32>> blockRuns;

/// The blocks of each thread that are not at zero.
inline std::vector<std::vector<u32>> touchedBlocks;

inline void countBlock(u32 block) {
  if (!blockRuns.empty() && blockRuns[thread->index][block]++ == 0) {
    touchedBlocks[thread->index].push_back(block);
  }
}

inline void barrier() {
  if (launch.threads > 1) {
    swapcontext(&thread->context, &scheduler);
  } else if (passed) {
    passed();
  }
}

inline void runFiber() {
  kernel();
  thread->done = true;
  swapcontext(&thread->context, &scheduler);
}

/// Runs one block: every thread up to a barrier, then every thread up to the next.
inline void runBlock(const std::function<void()>& body) {
  kernel = body;
  std::memset(sharedMemory, 0xA5, sizeof sharedMemory);
  std::vector<Thread> team(launch.threads);
  for (u32 i = 0; i < launch.threads; i++) {
    team[i].index = i;
    team[i].stack.reset(new u8[stackBytes]);
    getcontext(&team[i].context);
    team[i].context.uc_stack.ss_sp = team[i].stack.get();
    team[i].context.uc_stack.ss_size = stackBytes;
    makecontext(&team[i].context, runFiber, 0);
  }
  u32 done = 0;
  for (bool forward = true; done < launch.threads; forward = !forward) {
    for (u32 i = 0; i < launch.threads; i++) {
      thread = &team[forward ? i : launch.threads - 1 - i];
      if (!thread->done) {
        swapcontext(&scheduler, &thread->context);
        done += thread->done;
      }
    }
    if (passed) {
      passed();
    }
  }
}

PIWA_INLINE u64 inShared(u64 address) { return (u64)sharedMemory + address; }
PIWA_INLINE u64 fromShared(u64 address) { return address - (u64)sharedMemory; }

template <class T>
PIWA_INLINE T loadFrom(u64 address) {
  T value;
  std::memcpy(&value, (const void*)address, sizeof value);
  return value;
}

template <class T>
PIWA_INLINE void storeTo(u64 address, T value) {
  std::memcpy((void*)address, &value, sizeof value);
}

template <class T, class Function>
PIWA_INLINE T replace(u64 address, Function function) {
  const T found = loadFrom<T>(address);
  storeTo<T>(address, function(found));
  return found;
}

template <class T>
PIWA_INLINE T atomicAdd(u64 address, T value) {
  return replace<T>(address, [=](T found) { return (T)(found + value); });
}

template <class T>
PIWA_INLINE T atomicLeast(u64 address, T value) {
  return replace<T>(address, [=](T found) { return least(found, value); });
}

template <class T>
PIWA_INLINE T atomicGreatest(u64 address, T value) {
  return replace<T>(address, [=](T found) { return greatest(found, value); });
}

template <class T>
PIWA_INLINE T atomicOr(u64 address, T value) {
  return replace<T>(address, [=](T found) { return (T)(found | value); });
}

template <class T>
PIWA_INLINE T atomicSwap(u64 address, T value) {
  return replace<T>(address, [=](T) { return value; });
}

template <class T>
PIWA_INLINE T atomicSwapIf(u64 address, T expected, T value) {
  return replace<T>(address, [=](T found) { return found == expected ? value : found; });
}

}  // namespace ptx
