// A block of 16 threads of the CPU: the device's algorithm under a race detector.
#pragma once
#include "../cuda/block-executor.hpp"

#include <atomic>
#include <barrier>
#include <thread>
#include <vector>

namespace piwa {

class ThreadTeam {
 public:
  struct Shared {
    std::barrier<> barrier;
    std::vector<u32> words;

    explicit Shared(u32 size) : barrier(size), words(size + 1) {}
  };

  ThreadTeam(Shared& shared, u32 index) : shared_(&shared), index_(index) {}

  u32 index() const { return index_; }
  u32 size() const { return (u32)shared_->words.size() - 1; }
  u32* shared() { return shared_->words.data(); }
  void barrier() { shared_->barrier.arrive_and_wait(); }

  u32 load(u32* word) { return std::atomic_ref(*word).load(std::memory_order_relaxed); }
  void store(u32* word, u32 value) {
    std::atomic_ref(*word).store(value, std::memory_order_relaxed);
  }

  void lower(u32* word, u32 value) {
    u32 found = load(word);
    while (value < found && !std::atomic_ref(*word).compare_exchange_weak(
                                found, value, std::memory_order_relaxed)) {
    }
  }

  void add(i64* cell, i64 value) {
    std::atomic_ref(*cell).fetch_add(value, std::memory_order_relaxed);
  }

 private:
  Shared* shared_;
  u32 index_;
};

struct ThreadExecutor {
  static constexpr u32 threads = 16;

  /// Calls function(run) in every thread of a block, each with its own BlockExecutor.
  template <class Function>
  void launch(Function function) {
    ThreadTeam::Shared shared(threads);
    std::vector<std::thread> team;
    for (u32 index = 0; index < threads; index++) {
      team.emplace_back([&shared, &function, index] {
        BlockExecutor<ThreadTeam> run{ThreadTeam(shared, index)};
        function(run);
      });
    }
    for (std::thread& thread : team) {
      thread.join();
    }
  }
};

}  // namespace piwa
