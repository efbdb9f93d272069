# SPDX-License-Identifier: MIT
# What PyTorch's names are called in mote. A case that uses a name which does not stand here is left out (left_out.txt); a new
# activation, loss or optimizer is one more line.

set(activation.identity mote::Identity)
set(activation.relu mote::Relu)
set(activation.tanh mote::Tanh)
set(activation.sigmoid mote::Sigmoid)
set(activation.mish mote::Mish)
set(activation.sin mote::Sin<1>)
set(activation.leaky_relu mote::LeakyRelu<>)
set(activation.leaky_relu_0.2 "mote::LeakyRelu<mote::Ratio<1, 5>>")
set(activation.relu6 mote::Relu6)
set(activation.hardtanh mote::HardTanh)
set(activation.hardsigmoid mote::HardSigmoid)
set(activation.hardswish mote::HardSwish)
set(activation.softsign mote::Softsign)
set(activation.elu mote::Elu<>)
set(activation.elu_0.5 "mote::Elu<mote::Ratio<1, 2>>")
set(activation.selu mote::Selu)
set(activation.celu "mote::Celu<mote::Ratio<3, 2>>")
set(activation.silu mote::Silu)
set(activation.softplus mote::Softplus<>)
set(activation.softplus_2_20 mote::Softplus<mote::Ratio<2>>)
set(activation.logsigmoid mote::LogSigmoid)

set(loss.mse mote::MeanSquaredError)
set(loss.cross_entropy mote::CrossEntropy)

# PyTorch's name, mote's, and the options that mote's knows. Of several with one PyTorch name, the first that knows all
# options of a case is taken; an option that is false or 0 need not be known.
list(APPEND optimizers
    "sgd mote::Sgd lr"
    "sgd mote::SgdMomentum lr momentum"
    "adam mote::Adam lr betas eps"
    "adamw mote::AdamW lr betas eps weight_decay")

# An option, and the fields of mote's struct that hold it.
set(option.lr learning_rate)
set(option.momentum momentum)
set(option.betas beta1 beta2)
set(option.eps epsilon)
set(option.weight_decay weight_decay)
set(option.T_max steps)
set(option.eta_min minimum)

# The same for schedules.
list(APPEND schedules "CosineAnnealingLR mote::Cosine T_max eta_min")

# What describes a case without changing what is to be computed.
set(descriptions name data init_seed data_seed yscale torch tensors
    loss_f32_hex_first5 loss_f32_hex_last5 loss_f64_first_last loss_first_last)
set(batch_rule "step t (0-based) uses rows (t*batch + j) mod n_data, j=0..batch-1, in that order")
set(weight_layout "w[l] is [out][in] row-major, y = x W^T + b; hidden layers use act, last layer linear")
