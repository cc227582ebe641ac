// Vessels: open lathes with random outlines, handles, bands, feet and lids.
#pragma once
#include "household-kit.hpp"

namespace piwa {

/// A smooth outline: foot, belly, shoulder, neck and lip, each drawn on its own.
PIWA_NOINLINE void drawOutline(RandomStream& random, f32* radii, f32 belly, f32 neck) {
  const f32 foot = random.between(.45f, 1.f);
  const f32 low = random.between(.7f, 1.1f);
  const f32 high = random.between(.6f, 1.1f);
  const f32 lip = random.between(.9f, 1.45f);
  radii[0] = belly * foot;
  radii[1] = belly * foot;
  radii[2] = belly * low;
  radii[3] = belly;
  radii[4] = belly * high;
  radii[5] = neck;
  radii[6] = neck * lip;
  radii[7] = neck * lip;
}


PIWA_NOINLINE i32 addHandles(Maker& maker, const f32* radii, f32 half) {
  RandomStream& random = maker.random;
  const bool handled = random.chance(.6f);
  const bool paired = random.chance(.45f);
  const f32 y = half * random.between(-.2f, .35f);
  const f32 size = half * random.between(.22f, .42f);
  const f32 thick = random.between(.045f, .075f);
  const f32 open = random.between(1.7f, 2.4f);
  if (!handled) {
    return 0;
  }
  const f32 x = outlineAt(radii, half, y);
  Primitive& handle = maker.arc(x + size * .35f, y, 0, size, thick, open);
  rotateAround(handle, 0, 0, 1, -halfPi);
  handle.blend = .04f;
  handle.mirrorX = paired ? 1 : 0;
  maker.phrases.addCounted(paired ? 2 : 1, "handle", "handles");
  return paired ? 2 : 1;
}

PIWA_NOINLINE void makeVessel(Maker& maker) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(4);
  const Material material = kind == 0   ? Material::ceramic
                            : kind == 1 ? Material::metal
                            : kind == 2 ? Material::stone
                                        : Material::ceramic;
  const i32 color = random.below(5);
  const bool natural = random.chance(.4f);
  const i32 body =
      natural && kind != 3 ? maker.paintNatural(material) : maker.paintScheme(material, color);
  const i32 trim = maker.paintScheme(Material::ceramic, color + 2);
  const f32 half = random.between(.45f, .95f);
  const f32 belly = random.between(.35f, .8f);
  const f32 neck = belly * random.between(.35f, 1.1f);
  f32 radii[latheRadii];
  drawOutline(random, radii, belly, neck);
  maker.begin("body", body);
  maker.lathe(0, 0, 0, half, radii, .09f);
  maker.begin("handle", trim);
  const i32 handles = addHandles(maker, radii, half);
  const i32 bands = random.below(4);
  const f32 first = random.between(-.6f, .2f);
  const f32 step = random.between(.12f, .3f);
  const f32 thick = random.between(.03f, .06f);
  maker.begin("band", trim);
  for (i32 i = 0; i < bands; i++) {
    const f32 y = half * smaller(first + step * (f32)i, .85f);
    maker.torus(0, y, 0, outlineAt(radii, half, y) - .02f, thick).blend = .02f;
  }
  if (bands > 0) {
    maker.phrases.addCounted(bands, "raised band", "raised bands");
  }
  Text& caption = maker.caption;
  startCaption(caption, maker.colorOf(body));
  caption.put(' ');
  caption.write(materialName(material));
  const bool bowl = neck > belly * .8f && half < belly * 1.2f;
  caption.write(handles == 1 ? " jug" : handles == 2 ? " amphora" : bowl ? " bowl" : " vase");
  maker.phrases.write(caption, " with ");
  maker.tag("vessel.n.03");
  maker.tag(handles == 1 ? "jug.n.01" : handles == 2 ? "amphora.n.01" : bowl ? "bowl.n.01" : "vase.n.01");
}

}  // namespace piwa
