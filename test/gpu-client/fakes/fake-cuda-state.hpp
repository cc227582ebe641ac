// What the fake CUDA driver holds: streams, events, memory, and the log of what was asked of it.
#pragma once
#include "fake-cuda-kernels.hpp"

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <fcntl.h>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <unistd.h>

namespace fake {

constexpr int success = 0;
constexpr int outOfMemory = 2;
constexpr int invalidDevice = 101;
constexpr int invalidPtx = 218;
constexpr int unsupportedPtx = 222;
constexpr int notFound = 500;
constexpr int notReady = 600;
constexpr int illegalAddress = 700;

/// A stream: what is enqueued runs in order, beside the other streams.
struct Stream {
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::function<void()>> work;

  void enqueue(std::function<void()> item) {
    const std::lock_guard<std::mutex> lock(mutex);
    work.push_back(std::move(item));
    changed.notify_one();
  }

  void run() {
    for (;;) {
      std::function<void()> item;
      {
        std::unique_lock<std::mutex> lock(mutex);
        changed.wait(lock, [this] { return !work.empty(); });
        item = std::move(work.front());
        work.pop_front();
      }
      item();
    }
  }
};

struct Event {
  std::atomic<int> pending{0};
};

/// Never destroyed: threads may run until the process ends.
struct Driver {
  std::mutex mutex;
  std::map<u64, u64> sizes;
  u64 held = 0;
  int allocations = 0;
  int launches = 0;
  std::atomic<bool> broken{false};
  int device = 0;
  int streams = 0;
};

inline Driver& driver() {
  static Driver* only = new Driver;
  return *only;
}

inline void note(const std::string& line) {
  const char* path = std::getenv("FAKE_CUDA_LOG");
  if (!path) {
    return;
  }
  const int file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
  const std::string text = std::to_string(getpid()) + " " + line + "\n";
  if (write(file, text.data(), text.size()) < 0) {
    std::perror("FAKE_CUDA_LOG");
  }
  close(file);
}

/// Whether the fault that is to happen once happens in this process.
inline bool isMine() {
  const char* path = std::getenv("FAKE_CUDA_ONCE");
  if (!path) {
    return true;
  }
  const int file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (file >= 0) {
    close(file);
  }
  return file >= 0;
}

inline u64 memoryBytes() { return setting("FAKE_CUDA_MEMORY", 1'000'000'000); }

inline int allocate(u64* pointer, u64 bytes, bool onDevice) {
  Driver& d = driver();
  const std::lock_guard<std::mutex> lock(d.mutex);
  d.allocations++;
  const bool refused = (u64)d.allocations == setting("FAKE_CUDA_OOM_AT", 0);
  if (refused || (onDevice && d.held + bytes > memoryBytes())) {
    note("refuse " + std::to_string(bytes));
    return outOfMemory;
  }
  // Touched by nobody, most of it is never taken from the host.
  void* memory = std::aligned_alloc(256, (bytes + 255) & ~255ull);
  if (!memory) {
    return outOfMemory;
  }
  *pointer = (u64)memory;
  if (onDevice) {
    d.sizes[*pointer] = bytes;
    d.held += bytes;
  }
  return success;
}

}  // namespace fake
