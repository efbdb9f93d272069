// SPDX-License-Identifier: MIT
// The network of all, round by round, and what is printed of it: the same text on one machine, over MPI, and on a board.
#pragma once

#include <mote_print.hpp>

#include "plant.hpp"

namespace fleet {

class Story {
  public:
    Net net;                   ///< of all
    Round<Net, plants> round;  ///< to be filled by whoever has images

    explicit Story(const Averaging& averaging) : averaging_(averaging) { mote::init(net, first_seed); }

    void begin() const {
        board::print("# mean error over the whole range; plants; the network's image by its CRC-32\n",
                     "# round  error  counted  refused  missing  outliers  network\n");
    }
    void end_round(uint32_t number) {
        summary_ = average(net, round, averaging_);
        if ((number + 1) % 10 == 0) {
            board::print(number + 1, "  ", error_of(net), "  ", summary_.counted, "  ", summary_.refused, "  ",
                         summary_.missing, "  ", summary_.outliers, "  ", board::Hex{checksum()}, "\n");
        }
    }
    void end() {
        board::print("\n# plant  what it is; what became of its last image; parameters left out, of ",
                     size_t{Net::parameter_count}, "\n");
        for (size_t plant = 0; plant < plants; ++plant) {
            board::print(plant, "  ", name_of(kinds[plant]), "; ", verdict_on(plant), "; ", round.left_out[plant],
                         "\n");
        }
    }

    uint32_t checksum() {
        (void)mote::save(net, image_);
        return mote::get_word(image_.bytes + sizeof image_.bytes - 4);
    }

  private:
    const char* verdict_on(size_t plant) const {
        constexpr const char* verdicts[] = {"missing", "no rows", "refused", "counted", "outlier"};
        return round.verdicts[plant] == Verdict::refused ? mote::describe(round.statuses[plant])
                                                         : verdicts[static_cast<size_t>(round.verdicts[plant])];
    }

    Averaging averaging_;
    Summary summary_ = {};
    mote::Image<Net> image_ = {};
};

}  // namespace fleet
