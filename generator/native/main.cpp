// The core as a native program, for cross-build tests and measurements.
//   core hash  GRID        reads seeds (32 hex digits a line), prints seed, GLB and facts SHA-256
//   core bench GRID        reads seeds, prints {"assets":n,"cpuSeconds":s,...}
//   core write GRID DIR    reads seeds, writes DIR/<seed>.glb and DIR/<seed>.json
#include "generate.hpp"
#include "hex.hpp"
#include "launch.hpp"
#include "shuffle-executor.hpp"
#include "thread-executor.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#ifndef PIWA_FIELD
#define PIWA_FIELD piwa::VectorF
#endif
#ifndef PIWA_EXECUTOR
#define PIWA_EXECUTOR piwa::SerialExecutor
#endif
#ifndef PIWA_ARENA_FILL
#define PIWA_ARENA_FILL 0xA5
#endif

namespace {

void writeFile(const std::string& path, const piwa::u8* bytes, piwa::u64 count) {
  std::ofstream file(path, std::ios::binary);
  file.write((const char*)bytes, (std::streamsize)count);
}

struct Core {
  piwa::Context context;
  PIWA_EXECUTOR executor;
  std::vector<piwa::u8> memory;
  piwa::u64 arenaBytes = 0;

  explicit Core(int grid) {
    arenaBytes = piwa::layOut(context, nullptr, grid);
    memory.assign(arenaBytes + 64, PIWA_ARENA_FILL);
    std::memset((void*)&context, PIWA_ARENA_FILL, sizeof context);
    const piwa::u64 start = ((piwa::u64)memory.data() + 63) & ~63ull;
    piwa::launch(executor,
           [&](auto& run) { piwa::openArena(run, context, (piwa::u8*)start, grid); });
  }

  piwa::u32 run(const std::string& seed) {
    piwa::u32 length = 0;
    piwa::launch(executor, [&](auto& run) {
      const piwa::u32 found = piwa::generate<PIWA_FIELD>(run, context, piwa::parseSeed(seed));
      run.single([&] { length = found; });
    });
    return length;
  }
};

void measure(Core& core, const std::vector<std::string>& seeds) {
  const std::clock_t start = std::clock();
  piwa::u64 bytes = 0;
  for (const std::string& seed : seeds) {
    bytes += core.run(seed);
  }
  const double elapsed = (double)(std::clock() - start) / CLOCKS_PER_SEC;
  std::printf("{\"assets\":%zu,\"cpuSeconds\":%.6f,\"glbBytes\":%llu,\"arenaBytes\":%llu}\n",
              seeds.size(), elapsed, bytes, core.arenaBytes);
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) {
    return 2;
  }
  const std::string command = arguments[1];
  std::vector<std::string> seeds;
  for (std::string line; std::getline(std::cin, line);) {
    if (line.size() == 32) {
      seeds.push_back(line);
    }
  }
  Core core(std::atoi(arguments[2]));
  if (command == "bench") {
    measure(core, seeds);
    return 0;
  }
  for (const std::string& seed : seeds) {
    const piwa::u32 length = core.run(seed);
    const piwa::Context& c = core.context;
    if (command == "write" && count > 3 && length > 0) {
      const std::string path = std::string(arguments[3]) + "/" + seed;
      writeFile(path + ".glb", c.glb, length);
      writeFile(path + ".json", c.facts, c.factsLength);
    } else if (length > 0) {
      const std::string glb = piwa::hexDigest(c.glb, length);
      const std::string facts = piwa::hexDigest(c.facts, c.factsLength);
      std::printf("%s %s %s\n", seed.c_str(), glb.c_str(), facts.c_str());
    } else {
      std::printf("%s rejected rejected\n", seed.c_str());
    }
  }
  return 0;
}
