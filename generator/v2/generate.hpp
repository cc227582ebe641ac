// The asset function: (generator version, seed, grid) to GLB and facts, as phases over an executor.
#pragma once
#include "../exact/executor.hpp"
#include "augment.hpp"
#include "bake.hpp"
#include "facts.hpp"
#include "families.hpp"
#include "pack.hpp"
#include "sparse-grid.hpp"
#include "vertices.hpp"

namespace piwa {

/// Prepares an arena of layOut(c, 0, grid) bytes. Once; afterwards any number of assets.
template <class Executor>
PIWA_INLINE void openArena(Executor& run, Context& c, u8* base, i32 grid) {
  run.single([&] {
    layOut(c, base, grid);
    buildLinearTable(c.linearOf);
    buildCrcTable(c.crcTable);
    buildManifoldTable(c.edgeComponents, c.ambiguousFaces, c.crossingEdges);
  });
}

/// Finds the bricks that can hold surface. False when they are none or more than the budget.
template <class F, class Executor>
PIWA_SHARED bool findBricks(Executor& run, Context& c) {
  constexpr u32 width = (u32)Lanes<F>::width;
  const u32 blocks = (u32)(c.blocksPerAxis * c.blocksPerAxis * c.blocksPerAxis);
  run.forEach(blocks / width, [&](u32 i) { cullBlocks<F>(c, i); });
  const u32 blockCount =
      run.compact(c.blockFlag, blocks, [&](u32 block, u32 at) { c.blockList[at] = block; });
  run.forEach(blockCount * 64 / width, [&](u32 i) { cullBricks<F>(c, i); });
  const u32 brickCount = run.compact(c.brickFlag, blockCount * 64,
                                     [&](u32 entry, u32 brick) { openBrick(c, entry, brick); });
  run.single([&] {
    c.blockCount = blockCount;
    c.brickCount = brickCount;
  });
  return brickCount > 0 && brickCount <= c.bricksMax;
}

/// Fewer vertices than this are a speck, not an asset.
PIWA_INLINE u32 verticesMin(const Context& c) { return (u32)c.grid * 2; }

/// Builds drafts of vertices and quads. False for a speck, for too much surface, and for a broken
/// bound.
template <class F, class Executor>
PIWA_SHARED bool draftMesh(Executor& run, Context& c) {
  constexpr u32 itemsPerBrick = (u32)(64 / (Lanes<F>::width * sampleBatch));
  run.forEach(c.brickCount * itemsPerBrick, [&](u32 i) { sampleBrick<F>(c, i); });
  run.forEach(c.brickCount, [&](u32 brick) { classifyCells(c, brick); });
  run.forEach(c.brickCount, [&](u32 brick) { countVertices(c, brick); });
  const u32 vertices = run.scan(c.vertexBase, c.brickCount);
  const u32 quads = run.scan(c.quadBase, c.brickCount);
  const u32 most = c.bricksMax * verticesPerBrickMax;
  if (vertices < verticesMin(c) || vertices > most || quads > most) {
    return false;
  }
  run.single([&] {
    c.vertexDrafts = vertices;
    c.quadDrafts = quads;
  });
  run.forEach(c.brickCount, [&](u32 brick) { buildVertices<F>(c, brick); });
  run.forEach(c.brickCount, [&](u32 brick) { buildQuads(c, brick); });
  return run.scan(c.holes, c.brickCount) == 0;
}

/// The drafts become the asset. False when nothing solid is left, or a speck.
template <class Executor>
PIWA_SHARED bool settleMesh(Executor& run, Context& c) {
  if (!measureMesh(run, c)) {
    return false;
  }
  const bool textured = c.grid >= textureGridMin && chartMesh(run, c);
  run.single([&] { c.textured = textured; });
  if (!textured) {
    settleVertices(run, c);
  }
  run.forEach(c.quadDrafts, [&](u32 quad) { settleQuad(c, quad); });
  return c.vertexCount >= verticesMin(c);
}

template <class F, class Executor>
PIWA_SHARED void packAsset(Executor& run, Context& c) {
  describeAsset(run, c);
  run.single([&] {
    writeGlbFrame(c);
    writeFacts(c);
  });
  if (c.textured) {
    bakeAtlas<F>(run, c);
  }
  run.forEach(c.vertexCount, [&](u32 v) { packVertex(c, v); });
  run.forEach(c.quadCount, [&](u32 quad) { packQuad(c, quad); });
}

/// Tries attempts 0, 1, 2 ... until the core accepts one. Returns the length of the GLB in c.glb,
/// or 0 when all attempts were rejected.
template <class F, class Executor, class MakeRecipe>
PIWA_INLINE u32 tryAttempts(Executor& run, Context& c, MakeRecipe make) {
  for (i32 attempt = 0; attempt < attemptsMax; attempt++) {
    run.single([&] {
      c.attempt = attempt;
      make(c.recipe, attempt);
    });
    if (findBricks<F>(run, c) && draftMesh<F>(run, c) && settleMesh(run, c)) {
      packAsset<F>(run, c);
      return c.glbLength;
    }
  }
  return 0;
}

template <class F, class Executor>
PIWA_INLINE u32 generate(Executor& run, Context& c, const AssetSeed& seed) {
  return tryAttempts<F>(run, c, [&](Recipe& recipe, i32 attempt) {
    makeRecipe(recipe, seed, attempt);
  });
}

/// The asset that an operator makes of the parent. 0 also when the parent is not closed: then
/// parent.open says so.
template <class F, class Executor>
PIWA_INLINE u32 augment(Executor& run, Context& c, Volume& parent, const AssetSeed& seed) {
  voxelize<F>(run, parent);
  if (parent.open > 0) {
    return 0;
  }
  return tryAttempts<F>(run, c, [&](Recipe& recipe, i32 attempt) {
    makeAugmentedRecipe(recipe, parent, seed, attempt);
  });
}

}  // namespace piwa
