// Runs translated PTX on a CPU as the host would run the device.
//   main hash  GRID [THREADS [VIEWS SIZE]] [fused]
//   main count GRID [THREADS [VIEWS SIZE]]
// `hash` reads seeds (32 hex digits a line), prints seed, GLB and facts SHA-256, with views also the
// SHA-256 over the digests of their planes. The GLB's digest is what piwa_hash computed. The output
// holds a few assets only, so that launches fill it and the rest is launched again. `fused` rounds
// products that are added only once, as no device may. `count`
// prints what piwa_generate issues for them, if the PTX was translated to be counted.
#include "../exact/sha256.hpp"
#include "asset-result.hpp"
#include "ptx-count.hpp"

#include <cstdio>
#include <iostream>
#include <string>

using namespace ptx;

extern "C" void piwa_generate(u8*, u8*, u8*, u8*, u8*, u8*, u8*, u8*, u8*, u8*, u8*);
extern "C" void piwa_hash(u8*, u8*, u8*);
extern "C" void piwa_arena_bytes(u8*, u8*, u8*);

namespace {

using piwa::AssetResult;
using piwa::statusDone;
using piwa::statusRejected;
using piwa::statusNoRoom;
constexpr u64 fewAssetsBytes = 12 << 20;
constexpr u64 manyAssetsBytes = 1 << 30;

/// Starts at a multiple of 64 and is full of a byte that nobody wrote.
struct DeviceMemory {
  std::vector<u8> bytes;

  explicit DeviceMemory(u64 size) : bytes(size + 64, 0xA5) {}
  u8* start() { return (u8*)(((u64)bytes.data() + 63) & ~63ull); }
};

u64 paddedTo16(u64 count) { return (count + 15) & ~15ull; }

template <class T>
u8* argument(T& value) {
  return (u8*)&value;
}

struct Settings {
  u32 grid;
  u32 threads;
  u32 viewCount;
  u32 viewSize;
};

u64 arenaBytes(u32 grid, u32 viewSize) {
  u64 bytes = 0;
  u64* to = &bytes;
  launch = {1, 0, 1};
  runBlock([&] { piwa_arena_bytes(argument(grid), argument(viewSize), argument(to)); });
  return bytes;
}

std::string hex(const u8* bytes, u32 count) {
  std::string text;
  for (u32 i = 0; i < count; i++) {
    char pair[3];
    std::snprintf(pair, sizeof pair, "%02x", bytes[i]);
    text += pair;
  }
  return text;
}

std::string digestOf(const u8* bytes, u64 count) {
  u8 digest[32];
  piwa::sha256(bytes, count, digest);
  return hex(digest, 32);
}

struct Device {
  Settings settings;
  u64 arenaSize;
  u64 planeBytes;
  u64 outBytes;
  DeviceMemory arena;
  DeviceMemory output;

  /// The output has room for at least one asset of any size.
  Device(const Settings& wanted, u64 outBytesMin)
      : settings(wanted),
        arenaSize(arenaBytes(wanted.grid, wanted.viewSize)),
        planeBytes(9ull * wanted.viewSize * wanted.viewSize),
        outBytes(std::max(arenaSize + wanted.viewCount * (planeBytes + 76), outBytesMin)),
        arena(arenaSize),
        output(outBytes) {}

  std::vector<AssetResult> run(std::vector<u8>& seeds) {
    std::vector<AssetResult> results = generate(seeds);
    hash(output.start(), (u32)results.size(), results.data());
    return results;
  }

  std::vector<AssetResult> generate(std::vector<u8>& seeds) {
    u32 count = (u32)seeds.size() / 16;
    std::vector<AssetResult> results(count, AssetResult{});
    Settings wanted = settings;
    u64 cursor = 0;
    u8* seedsAt = seeds.data();
    u8* arenaAt = arena.start();
    u8* outAt = output.start();
    u64* cursorAt = &cursor;
    AssetResult* resultsAt = results.data();
    launch = {settings.threads, 0, 1};
    runBlock([&] {
      piwa_generate(argument(seedsAt), argument(count), argument(wanted.grid),
                    argument(wanted.viewCount), argument(wanted.viewSize), argument(arenaAt),
                    argument(arenaSize), argument(outAt), argument(outBytes), argument(cursorAt),
                    argument(resultsAt));
    });
    return results;
  }

  void hash(u8* outAt, u32 count, AssetResult* resultsAt) {
    const u32 threads = settings.threads;
    const u32 blocks = (count + threads - 1) / threads;
    for (u32 block = 0; block < blocks; block++) {
      launch = {threads, block, blocks};
      runBlock([&] { piwa_hash(argument(outAt), argument(count), argument(resultsAt)); });
    }
  }

  void print(const u8* seed, const AssetResult& result) {
    const std::string name = hex(seed, 16);
    if (result.status == statusRejected) {
      std::printf("%s rejected rejected\n", name.c_str());
      return;
    }
    if (result.status != statusDone) {
      std::printf("%s status %u\n", name.c_str(), result.status);
      return;
    }
    const u8* facts = output.start() + result.offset + paddedTo16(result.glbBytes);
    const u8* views = facts + paddedTo16(result.factsBytes);
    std::printf("%s %s %s", name.c_str(), hex(result.sha256, 32).c_str(),
                digestOf(facts, result.factsBytes).c_str());
    if (settings.viewCount > 0) {
      std::printf(" %s", viewsDigest(views).c_str());
    }
    std::printf("\n");
  }

  std::string viewsDigest(const u8* planes) const {
    std::vector<u8> digests(32 * settings.viewCount);
    for (u32 view = 0; view < settings.viewCount; view++) {
      piwa::sha256(planes + view * planeBytes, planeBytes, digests.data() + 32 * view);
    }
    return digestOf(digests.data(), digests.size());
  }
};

std::vector<u8> readSeeds() {
  std::vector<u8> seeds;
  for (std::string line; std::getline(std::cin, line);) {
    for (size_t i = 0; line.size() == 32 && i < 32; i += 2) {
      seeds.push_back((u8)std::stoi(line.substr(i, 2), nullptr, 16));
    }
  }
  return seeds;
}

}  // namespace

namespace {

void printHashes(Device& device, std::vector<u8> seeds) {
  while (!seeds.empty()) {
    const std::vector<AssetResult> results = device.run(seeds);
    std::vector<u8> again;
    for (size_t i = 0; i < results.size(); i++) {
      const u8* seed = seeds.data() + i * 16;
      if (results[i].status == statusNoRoom) {
        again.insert(again.end(), seed, seed + 16);
      } else {
        device.print(seed, results[i]);
      }
    }
    seeds = again.size() < seeds.size() ? again : std::vector<u8>();
  }
}

void printIssue(Device& device, std::vector<u8> seeds) {
  IssueCounter counter(device.settings.threads);
  u64 glbBytes = 0;
  u64 outBytes = 0;
  for (const AssetResult& result : device.generate(seeds)) {
    glbBytes += result.glbBytes;
    outBytes += result.glbBytes + result.factsBytes + (u64)result.viewBytes;
  }
  const Issue& issue = counter.issue;
  std::printf("{\"assets\":%zu,\"threadInstructions\":%llu,\"warpInstructions\":%llu,"
              "\"criticalInstructions\":%llu,\"serialInstructions\":%llu,\"barriers\":%llu,"
              "\"glbBytes\":%llu,\"outBytes\":%llu,\"arenaBytes\":%llu}\n",
              seeds.size() / 16, issue.threadInstructions, issue.warpInstructions,
              issue.criticalInstructions, issue.serialInstructions, issue.barriers, glbBytes,
              outBytes, device.arenaSize);
}

}  // namespace

int main(int count, char** arguments) {
  const std::string command = count > 2 ? arguments[1] : "";
  if (command != "hash" && command != "count") {
    return 2;
  }
  fused = std::string(arguments[count - 1]) == "fused";
  const int numbers = fused ? count - 1 : count;
  const auto number = [&](int at, u32 otherwise) {
    return at < numbers ? (u32)std::atoi(arguments[at]) : otherwise;
  };
  const Settings settings{number(2, 0), number(3, 1), number(4, 0), number(5, 0)};
  Device device(settings, command == "count" ? manyAssetsBytes : fewAssetsBytes);
  if (device.arenaSize == 0) {
    return 2;
  }
  if (command == "count") {
    printIssue(device, readSeeds());
  } else {
    printHashes(device, readSeeds());
  }
  return 0;
}
